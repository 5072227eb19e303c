package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Edge;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.Lifecycle.State;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.product.SchemaOrigin;
import java.util.List;
import java.util.Optional;

/**
 * An ODCS document as far as it could be read. What is missing was found already where it has to be there.
 *
 * @param document as submitted
 * @param place where it begins
 * @param id its id
 * @param version its version
 * @param domain the domain it names
 * @param tags its tags
 * @param topic the topic's name, one that Kafka allows
 * @param cluster the cluster it names
 * @param format how values are stored
 * @param schema where the schemas of its values come from
 * @param defaultStart where a read begins that does not say where
 * @param compacted whether the topic keeps only the newest record of a key
 * @param fields its properties
 * @param keyFields paths of those that form the record's key
 * @param terms what it says besides
 */
record ContractDraft(
        Document document,
        Place place,
        Optional<Text> id,
        Optional<VersionText> version,
        Optional<Text> domain,
        List<Text> tags,
        Optional<Text> topic,
        Optional<Text> cluster,
        PayloadFormat format,
        SchemaOrigin schema,
        Edge defaultStart,
        boolean compacted,
        List<Field> fields,
        List<String> keyFields,
        ContractTerms terms) {
    /** Whether it has this id. */
    boolean hasId(String wanted) {
        return id.map(Text::value).filter(wanted::equals).isPresent();
    }

    /** Whether it is not meant to be kept yet. */
    boolean isDraft() {
        return terms.status() == State.DRAFT;
    }
}
