package dev.dpg.gateway.schema;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.google.type.DateProto;
import com.google.type.DateTimeProto;
import com.google.type.DayOfWeekProto;
import com.google.type.DecimalProto;
import com.google.type.IntervalProto;
import com.google.type.LatLngProto;
import com.google.type.MoneyProto;
import com.google.type.MonthProto;
import com.google.type.TimeOfDayProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files that schemas import without bringing them along. */
final class WellKnownFiles {
    /** Confluent's serializers know it, so registries do not list it among the references. */
    private static final String CONFLUENT_DECIMAL = """
            syntax = "proto3";
            package confluent.type;
            message Decimal {
              bytes value = 1;
              uint32 precision = 2;
              int32 scale = 3;
            }
            """;

    private static final Map<String, FileDescriptor> FILES = files();

    private WellKnownFiles() {}

    static Optional<FileDescriptor> find(String name) {
        return Optional.ofNullable(FILES.get(name));
    }

    private static Map<String, FileDescriptor> files() {
        Map<String, FileDescriptor> files = new TreeMap<>();
        List.of(
                        AnyProto.getDescriptor(),
                        ApiProto.getDescriptor(),
                        DescriptorProtos.getDescriptor(),
                        DurationProto.getDescriptor(),
                        EmptyProto.getDescriptor(),
                        FieldMaskProto.getDescriptor(),
                        SourceContextProto.getDescriptor(),
                        StructProto.getDescriptor(),
                        TimestampProto.getDescriptor(),
                        TypeProto.getDescriptor(),
                        WrappersProto.getDescriptor(),
                        DateProto.getDescriptor(),
                        DateTimeProto.getDescriptor(),
                        DayOfWeekProto.getDescriptor(),
                        DecimalProto.getDescriptor(),
                        IntervalProto.getDescriptor(),
                        LatLngProto.getDescriptor(),
                        MoneyProto.getDescriptor(),
                        MonthProto.getDescriptor(),
                        TimeOfDayProto.getDescriptor())
                .forEach(file -> files.put(file.getName(), file));
        String decimal = "confluent/type/decimal.proto";
        files.put(decimal, ProtoLinker.ofTexts(Map.of()).link(decimal, CONFLUENT_DECIMAL));
        return Map.copyOf(files);
    }
}
