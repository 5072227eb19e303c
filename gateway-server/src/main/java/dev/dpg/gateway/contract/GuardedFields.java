package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Document;
import dev.dpg.gateway.product.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Classifications and masks of a port that was published before they were kept with its fields. Pure. */
public final class GuardedFields {
    private GuardedFields() {}

    /**
     * The same fields with what the contract says of each. A mask that is not understood is the one that leaves nothing; a
     * document that is not understood changes nothing. Nothing is thrown.
     */
    public static List<Field> of(List<Field> fields, Document contract) {
        Map<String, Field> written = written(contract).stream()
                .collect(Collectors.toMap(Field::path, Function.identity(), (first, second) -> first));
        return fields.stream()
                .map(field -> Optional.ofNullable(written.get(field.path()))
                        .map(found -> field.guarded(found.classification(), found.mask()))
                        .orElse(field))
                .toList();
    }

    private static List<Field> written(Document contract) {
        Findings unheard = new Findings();
        return YamlReader.read(contract, unheard)
                .flatMap(node -> Section.root(contract.fileName(), node, unheard))
                .flatMap(root -> root.sections("schema").stream().findFirst())
                .map(entry -> new PropertyReader(unheard).read(entry).fields())
                .orElse(List.of());
    }
}
