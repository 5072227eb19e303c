package dev.dpg.cli.stubs;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.stream.Collectors;

/** A module for Node that loads the services from their texts, with the libraries that gRPC for Node consists of. */
final class NodeStubs {
    private static final String PROTO = "proto/";

    private NodeStubs() {}

    static void write(FileDescriptorSet set, StubFiles out) {
        StubFiles.ownFiles(set).forEach(file -> out.write(PROTO + file.getName(), ProtoText.of(file)));
        String files = StubFiles.ownFiles(set).stream()
                .map(FileDescriptorProto::getName)
                .map(name -> "    '" + name + "',\n")
                .collect(Collectors.joining());
        out.write("index.js", """
                // Made by "dpg stubs". Needs @grpc/grpc-js and @grpc/proto-loader.
                // Names are those of the contracts; 64-bit integers are strings, so that no digit is lost.
                const path = require('node:path');
                const grpc = require('@grpc/grpc-js');
                const loader = require('@grpc/proto-loader');

                const files = [
                %s];

                const definition = loader.loadSync(files, {
                  includeDirs: [path.join(__dirname, 'proto')],
                  keepCase: true,
                  longs: String,
                  enums: String,
                  oneofs: true,
                });

                module.exports = grpc.loadPackageDefinition(definition);
                """.formatted(files));
        out.write("package.json", """
                {
                  "name": "dpg-stubs",
                  "version": "0.0.0",
                  "private": true,
                  "main": "index.js",
                  "dependencies": {
                    "@grpc/grpc-js": "^1.14.0",
                    "@grpc/proto-loader": "^0.8.0"
                  }
                }
                """);
    }
}
