package dev.dpg.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.access.AccessPlan.Given;
import dev.dpg.gateway.catalog.PublishedPort;
import dev.dpg.gateway.fakes.SamplePorts;
import dev.dpg.gateway.product.Field;
import dev.dpg.gateway.product.FieldType;
import dev.dpg.gateway.product.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
    private static final Mask NOTHING = new Mask.Nothing();

    /** The address is masked as a whole; what is in it has no masks of its own. */
    private static final PublishedPort PORT = SamplePorts.withFields(
            "sales.customers.v1",
            "1.0.0",
            List.of(
                    field("id", FieldType.STRING, Optional.empty()),
                    field("email", FieldType.STRING, Optional.of(Mask.HASH)),
                    field("address", FieldType.OBJECT, Optional.of(NOTHING)),
                    field("address.street", FieldType.STRING, Optional.empty()),
                    field("address.city", FieldType.STRING, Optional.empty()),
                    field("contacts", FieldType.ARRAY, Optional.of(NOTHING)),
                    field("contacts[]", FieldType.OBJECT, Optional.empty()),
                    field("contacts[].phone", FieldType.STRING, Optional.empty())));

    @Test
    void everythingHasItsMask() {
        assertThat(masks(List.of(), List.of()))
                .isEqualTo(Map.of("email", Mask.HASH, "address", NOTHING, "contacts", NOTHING));
        assertThat(PlanRules.masks(PORT, Given.ALL)).isEmpty();
    }

    @Test
    void askingForAPartOfWhatIsMaskedDoesNotUnmaskIt() {
        assertThat(masks(List.of("address.street"), List.of()))
                .isEqualTo(Map.of("id", NOTHING, "email", NOTHING, "address", NOTHING, "contacts", NOTHING));
        assertThat(masks(List.of("id", "contacts[].phone"), List.of())).containsEntry("contacts", NOTHING);
    }

    @Test
    void aPartThatIsUnmaskedLeavesTheRestMasked() {
        assertThat(masks(List.of(), List.of("address.city")))
                .isEqualTo(Map.of("email", Mask.HASH, "address.street", NOTHING, "contacts", NOTHING));
        assertThat(masks(List.of(), List.of("address"))).isEqualTo(Map.of("email", Mask.HASH, "contacts", NOTHING));
    }

    @Test
    void whatIsNotGivenIsMaskedByNothing() {
        assertThat(masks(List.of("id", "email"), List.of("email")))
                .isEqualTo(Map.of("address", NOTHING, "contacts", NOTHING));
    }

    private static Map<String, Mask> masks(List<String> fields, List<String> unmasked) {
        return PlanRules.masks(PORT, new Given(fields, false, unmasked, ""));
    }

    private static Field field(String path, FieldType type, Optional<Mask> mask) {
        return new Field(path, type, false, "").guarded("", mask);
    }
}
