package dev.dpg.cli.samples;

/**
 * What became of one sample topic.
 *
 * @param topic the topic's name
 * @param rows how many rows the sample has
 * @param loadedNow whether they were appended now; if not, the topic had records already and was left as it is
 */
public record LoadedTopic(String topic, int rows, boolean loadedNow) {}
