package dev.dpg.gateway.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.contract.CompiledPort;
import dev.dpg.gateway.product.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAndPersonalDataTest {
    /** Key and value of two records, and the properties that the key is made of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A ~ B                     | {'id':'A'} ~ {'id':'B'}                           | id",
                "\"A\" ~ \"B\"             | {'id':'A'} ~ {'id':'B'}                           | id",
                "17 ~ 18                   | {'n':1,'order':{'no':17}} ~ {'n':2,'order':{'no':18}} | order.no",
                "A ~ B                     | {'copy':'A','order_id':'A'} ~ {'copy':'B','order_id':'B'} | order_id",
                "A ~ A                     | {'copy':'A','id':'A'} ~ {'copy':'A','id':'B'}     | copy",
                "{\"b\":2,\"a\":1} ~ {\"b\":4,\"a\":3} | {'a':1,'b':2} ~ {'a':3,'b':4}         | b a",
                "A ~ B                     | {'id':'A'} ~ {'id':'C'}                           |",
                "A ~ B                     | {'x.id':'A','i':1} ~ {'x.id':'B','i':1}           |",
                "A ~ B                     | {'l':['A']} ~ {'l':['B']}                         |",
            })
    void theKeyIsThePropertyThatEqualsItInAllRecords(String keys, String values, String expected) {
        String[] key = keys.split(" ~ ", -1);
        String[] value = values.replace('\'', '"').split(" ~ ", -1);
        List<SampledRecord> records = Stream.of(0, 1)
                .map(i -> Drafts.record(key[i].strip(), value[i].strip()))
                .toList();

        assertThat(Drafts.port(Drafts.of(records)).keyFields())
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void aRecordWithoutAKeyLeavesTheKeyOpen() {
        Draft draft = Drafts.of(List.of(Drafts.record("A", "{\"id\":\"A\"}"), Drafts.record(null, "{\"id\":\"B\"}")));

        assertThat(Drafts.port(draft).keyFields()).isEmpty();
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("1 record has no key"));
    }

    @Test
    void binaryKeysAreSaidToBe() {
        var record = new SampledRecord(
                new byte[] {(byte) 0xFF, 1}, "{\"id\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(Drafts.of(List.of(record)).notes())
                .anyMatch(note -> note.startsWith("Keys are neither text nor JSON"));
    }

    @Test
    void aCompactedTopicHasItsKeyAsPrimaryKey() {
        List<SampledRecord> records = List.of(
                Drafts.record("A", "{\"o\":{\"id\":\"A\"}}"),
                Drafts.record("B", "{\"o\":{\"id\":\"B\"}}"),
                Drafts.record("A", null));

        Draft draft = Drafting.of(Drafts.subject(Optional.of(true)), records, RegistrySight.NONE);
        CompiledPort port = Drafts.port(draft);

        assertThat(port.compacted()).isTrue();
        assertThat(port.keyFields()).containsExactly("o.id");
        assertThat(Drafts.text(draft.contract())).contains("primaryKey: true\n", "primaryKeyPosition: 1\n");
        assertThat(draft.notes()).anyMatch(note -> note.contains("1 tombstone"));
    }

    @Test
    void aCompactedTopicWithoutAKnownKeyIsLeftToItsAuthor() {
        Draft draft = Drafting.of(Drafts.subject(Optional.of(true)), Drafts.values("{\"a\":1}"), RegistrySight.NONE);

        assertThat(Drafts.port(draft).compacted()).isFalse();
        assertThat(draft.notes()).anyMatch(note -> note.startsWith("The topic is compacted, but"));
    }

    @ParameterizedTest
    @CsvSource({
        "email, STRING, pii.email",
        "customerEmailAddress, STRING, pii.email",
        "phone_number_1, STRING, pii.phone",
        "mobile, INTEGER, pii.phone",
        "firstName, STRING, pii.name",
        "last_name, STRING, pii.name",
        "date_of_birth, DATE, pii.birth",
        "birthDate, STRING, pii.birth",
        "clientIp, STRING, pii.ip_address",
        "IBAN, STRING, pii.bank_account",
        "ssn, STRING, pii.national_id",
        "postal_code, STRING, pii.address",
        "shipping_address, STRING, pii.address",
        "email_count, INTEGER, ",
        "email_verified, BOOLEAN, ",
        "name, STRING, ",
        "description, STRING, ",
        "ship, STRING, ",
        "tip, STRING, ",
        "origin, STRING, "
    })
    void namesOfPersonalDataAreKnown(String name, FieldType type, String tag) {
        assertThat(PersonalData.byName(name, type).map(PersonalData::tag)).isEqualTo(Optional.ofNullable(tag));
    }

    @ParameterizedTest
    @CsvSource({
        "someone@example.com, pii.email",
        "+49 170 1234567, pii.phone",
        "DE89370400440532013000, pii.bank_account",
        "DE89370400440532013001, ",
        "4111 1111 1111 1111, pii.payment_card",
        "4111 1111 1111 1112, ",
        "10.1.2.3, pii.ip_address",
        "999.1.2.3, ",
        "2026-01-31, ",
        "A-1234567, "
    })
    void textsOfPersonalDataAreKnownAndNeverRepeated(String value, String tag) {
        Draft draft = Drafts.of("{\"v\":\"" + value + "\",\"n\":null}");

        String contract = Drafts.text(draft.contract());
        if (tag == null) {
            assertThat(contract).doesNotContain("pii.");
        } else {
            assertThat(contract).contains("tags: [" + tag + "]", "classification: confidential", "- property: masking");
            assertThat(draft.notes()).anyMatch(note -> note.startsWith("v: suspected personal data"));
        }
        assertThat(DraftingTest.everything(draft)).doesNotContain(value);
    }

    @Test
    void masksFitWhatTheyMask() {
        assertThat(PersonalData.PHONE.masking(FieldType.STRING)).isEqualTo("hash");
        assertThat(PersonalData.BIRTH.masking(FieldType.STRING)).isEqualTo("redact");
        Draft draft = Drafts.of(
                "{\"mobile\":491701234567,\"date_of_birth\":\"2000-02-29\",\"address\":{\"line\":\"x\",\"floor\":3}}");

        assertThat(Drafts.port(draft).fields())
                .filteredOn(field -> field.mask().isPresent())
                .extracting(
                        field -> field.path() + " " + field.mask().orElseThrow().text())
                .containsExactlyInAnyOrder("mobile redact", "date_of_birth redact", "address.line redact");
    }

    @Test
    void whatIsInAnAddressIsPartOfIt() {
        Draft draft = Drafts.of("{\"address\":{\"line\":\"x\",\"floor\":3},\"line\":\"y\"}");

        assertThat(Drafts.text(draft.contract())).containsOnlyOnce("pii.address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topsecret", "987654321", "2031-12-24", "0.123456789"})
    void noValueIsInDocumentsOrNotes(String value) {
        String json = value.contains("s") || value.contains("-") ? "\"" + value + "\"" : value;
        List<SampledRecord> records =
                List.of(Drafts.record(value, "{\"a\":" + json + ",\"b\":[" + json + "],\"c\":{\"d\":" + json + "}}"));

        assertThat(DraftingTest.everything(Drafts.of(records))).doesNotContain(value);
    }
}
