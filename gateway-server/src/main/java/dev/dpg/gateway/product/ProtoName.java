package dev.dpg.gateway.product;

import java.util.List;

/**
 * The names that things of a contract have in Protocol Buffers, whose identifiers are letters, digits and underscores of ASCII
 * and do not begin with a digit. Pure.
 */
public final class ProtoName {
    /** The packages of gRPC, Protocol Buffers and the gateway begin with these, so those of products do not. */
    public static final List<String> RESERVED_PACKAGES = List.of("dpg", "google", "grpc");

    private ProtoName() {}

    /**
     * A property's name as a field's name: as it is where it is an identifier; else with {@code _} for each other character of
     * ASCII, {@code u} and its hexadecimal number for each one beyond, and {@code _} in front of a digit. Two names may become
     * one.
     */
    public static String field(String property) {
        StringBuilder name = new StringBuilder();
        property.codePoints().forEach(character -> {
            if (character >= 0x80) {
                name.append('u').append(Integer.toHexString(character));
            } else {
                name.append(isIdentifierPart(character) ? (char) character : '_');
            }
        });
        return name.isEmpty() || isDigit(name.charAt(0)) ? "_" + name : name.toString();
    }

    /** A name as a type's name: {@code daily_weather} becomes {@code DailyWeather}. */
    public static String type(String name) {
        StringBuilder type = new StringBuilder();
        boolean up = true;
        String field = field(name);
        for (int i = 0; i < field.length(); i++) {
            char character = field.charAt(i);
            if (character == '_') {
                up = true;
            } else {
                type.append(up ? upper(character) : character);
                up = false;
            }
        }
        return type.isEmpty() || isDigit(type.charAt(0)) ? "T" + type : type.toString();
    }

    /** The name that protoc gives a field in JSON where nothing says otherwise; it refuses two fields with one. */
    public static String defaultJson(String field) {
        StringBuilder json = new StringBuilder();
        boolean up = false;
        for (int i = 0; i < field.length(); i++) {
            char character = field.charAt(i);
            if (character == '_') {
                up = true;
            } else {
                json.append(up ? upper(character) : character);
                up = false;
            }
        }
        return json.toString();
    }

    private static boolean isIdentifierPart(int character) {
        return character == '_'
                || isDigit(character)
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z');
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static char upper(char character) {
        return character >= 'a' && character <= 'z' ? (char) (character - 'a' + 'A') : character;
    }
}
