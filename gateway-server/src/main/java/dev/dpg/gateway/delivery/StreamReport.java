package dev.dpg.gateway.delivery;

/**
 * What a stream was doing when it last looked around, which it does about once a second.
 *
 * @param live whether every partition is followed at the tail
 * @param lag how far behind the log it is
 * @param deliveredRecords records sent so far
 */
public record StreamReport(boolean live, StreamFrame.Lag lag, long deliveredRecords) {}
