package dev.dpg.gateway.log.kafka;

import dev.dpg.gateway.log.LogProblems;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What failures of Kafka's clients mean. Pure. */
final class KafkaFailures {
    /** When trying again makes sense after the cluster gave no answer. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private KafkaFailures() {}

    /** The failure without the wrappers that futures put around it. */
    static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    /**
     * The failure as a problem. Every error that a broker or the connection answers with (time-outs, lost connections,
     * refused credentials) counts as a cluster that can't be read now: it may heal without us.
     */
    static ProblemException problem(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        return new ProblemException(problemOf(cause), cause);
    }

    private static Problem problemOf(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return LogProblems.outOfMemory(RETRY_AFTER);
        }
        return cause instanceof ApiException || cause instanceof InterruptException
                ? LogProblems.clusterDown(RETRY_AFTER)
                : LogProblems.internal();
    }

    /** The same stage, failing with {@link ProblemException} only. */
    static <T> CompletionStage<T> asProblems(CompletionStage<T> stage) {
        CompletableFuture<T> translated = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                translated.complete(value);
            } else {
                translated.completeExceptionally(problem(failure));
            }
        });
        return translated;
    }

    static boolean saysNoSuchTopic(Throwable failure) {
        Throwable cause = unwrap(failure);
        return cause instanceof UnknownTopicOrPartitionException
                || cause instanceof UnknownTopicIdException
                || cause instanceof InvalidTopicException;
    }

    /**
     * Which of the partitions a failed poll is about; empty if it concerns the whole connection. A batch that fails its
     * checksum is reported by a plain exception whose text alone names the partition, so the text is searched: the
     * alternative is one broken partition standing in the way of all others of its reader.
     */
    static Set<TopicPartition> culprits(KafkaException failure, Collection<TopicPartition> assigned) {
        if (failure instanceof TopicAuthorizationException refused) {
            return assigned.stream()
                    .filter(tp -> refused.unauthorizedTopics().contains(tp.topic()))
                    .collect(Collectors.toSet());
        }
        if (failure instanceof InvalidTopicException invalid) {
            return assigned.stream()
                    .filter(tp -> invalid.invalidTopics().contains(tp.topic()))
                    .collect(Collectors.toSet());
        }
        if (failure instanceof RecordDeserializationException broken) {
            return Set.of(broken.topicPartition());
        }
        String text = String.valueOf(failure.getMessage());
        return assigned.stream().filter(tp -> names(text, tp)).collect(Collectors.toSet());
    }

    /** Whether the text holds the partition's name as a whole word: {@code a-1} is not in {@code b-a-12}. */
    private static boolean names(String text, TopicPartition partition) {
        String name = partition.toString();
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            boolean startsHere = at == 0 || !partOfName(text.charAt(at - 1));
            int end = at + name.length();
            if (startsHere && (end == text.length() || !Character.isDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean partOfName(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '.' || letter == '_' || letter == '-';
    }
}
