/**
 * First documents for a topic that a domain has already: {@code publication} brings a sample of its newest records, out come
 * an ODPS and an ODCS document and what their author should look at.
 *
 * <p>The way of a sample: {@code PayloadDetector} tells in what format values are stored; {@code JsonShapes} counts what JSON
 * values are made of and {@code PropertyInference} makes properties of the counts, or {@code DeclaredProperties} makes them of a
 * registered schema; {@code KeyInference} looks for the record's key among them; {@code PersonalData} marks what is probably
 * about people; {@code ProductText} and {@code ContractText} write the documents. {@link dev.dpg.gateway.draft.Drafting} holds
 * them together.
 *
 * <p>Nothing of a record's content leaves this package: names of properties do, values never. Pure code on the caller's thread;
 * everything that grows with a sample has a limit, and where one is reached a note says so.
 */
@NullMarked
package dev.dpg.gateway.draft;

import org.jspecify.annotations.NullMarked;
