package dev.dpg.gateway.contract;

import dev.dpg.gateway.product.Lifecycle.State;
import java.util.List;
import java.util.Optional;

/**
 * An ODPS document as far as it could be read. What is missing was found already where it has to be there.
 *
 * @param title its name
 * @param version its version
 * @param status its status
 * @param domain the domain's name
 * @param purpose what it is for
 * @param team the name of its team
 * @param support channels for questions
 * @param tags its tags
 * @param ports its output ports
 */
record ProductDraft(
        Optional<Text> title,
        Optional<VersionText> version,
        State status,
        Optional<Text> domain,
        Optional<Text> purpose,
        Optional<Text> team,
        List<String> support,
        List<Text> tags,
        List<Port> ports) {
    /**
     * An output port.
     *
     * @param place where it begins
     * @param name its name, well formed
     * @param version its version
     * @param contractId id of its contract
     * @param description what it offers
     * @param tags its tags
     */
    record Port(
            Place place,
            Optional<Text> name,
            Optional<VersionText> version,
            Optional<Text> contractId,
            Optional<Text> description,
            List<Text> tags) {}
}
