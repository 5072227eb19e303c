package dev.dpg.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.v1.QualityResult;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerRoomTest {
    private static final Comparator<Integer> LARGEST_FIRST = Comparator.reverseOrder();

    @Test
    void everythingIsSaidInItsOrderWhereThereIsRoom() {
        assertThat(said(new AnswerRoom(1_000), List.of(1, 3, 2))).containsExactly(1L, 3L, 2L);
    }

    @Test
    void otherwiseWhatWeighsMostIsSaidAndTheRoomIsUsedOnce() {
        AnswerRoom room = new AnswerRoom(100);

        List<Long> first = said(room, IntStream.rangeClosed(1, 50).boxed().toList());
        assertThat(first).hasSize(10).startsWith(50L, 49L).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(said(room, List.of(7))).isEmpty();
    }

    private static List<Long> said(AnswerRoom room, List<Integer> numbers) {
        return room
                .fitting(
                        numbers,
                        LARGEST_FIRST,
                        number -> QualityResult.newBuilder()
                                .setCheckedRecords(number)
                                .build())
                .stream()
                .map(QualityResult::getCheckedRecords)
                .toList();
    }
}
