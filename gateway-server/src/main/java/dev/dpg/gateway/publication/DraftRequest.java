package dev.dpg.gateway.publication;

import dev.dpg.gateway.draft.DraftSubject.Words;

/**
 * What to draft.
 *
 * @param product {@code <domain>.<port>}, the name that the product shall have
 * @param topic the topic
 * @param cluster its cluster; empty for the domain's first one
 * @param sampleRecords records to look at; 0 for as many as usual
 * @param words what people say of it; the domain's owner in it is not looked at
 */
public record DraftRequest(String product, String topic, String cluster, int sampleRecords, Words words) {}
