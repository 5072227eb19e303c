package dev.dpg.gateway.catalog;

import dev.dpg.gateway.problem.NearestName;
import dev.dpg.gateway.problem.Problem;
import dev.dpg.gateway.problem.ProblemException;
import dev.dpg.gateway.problem.Reason;
import dev.dpg.gateway.product.PortName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is published, to look up and to list. All answers come from memory: thread-safe, nothing blocks. While the state was
 * not read they are refused with {@code NOT_READY} and a delay.
 */
public final class Catalog {
    private static final int NAME_SHOWN_MAX = 200;

    private final CatalogStore store;
    private final List<DomainSettings> domains;
    /** Made anew when the entries are another map. Two threads may do that at once; they make the same. */
    private volatile @Nullable Indexed indexed;

    private record Indexed(Map<String, CatalogEntry> entries, CatalogIndex index) {}

    /**
     * @param store where the ports are
     * @param domains as configured, in any order
     */
    public Catalog(CatalogStore store, List<DomainSettings> domains) {
        this.store = store;
        this.domains = domains.stream()
                .sorted(Comparator.comparing(DomainSettings::name))
                .toList();
    }

    /** Whether the state was read, so that everything else here answers. */
    public boolean ready() {
        return store.ready();
    }

    /**
     * The port of this name as a caller writes it, wherever it stands in its life: pinned to a major line, or the line that an
     * unpinned name stands for: the newest active one, else the newest deprecated one, else one that is not offered yet, else
     * one that is over.
     *
     * @throws ProblemException {@code PRODUCT_NOT_FOUND}, naming the nearest one that there is; {@code BAD_REQUEST} if
     *     the name is empty; {@code NOT_READY}
     */
    public PublishedPort resolve(String name) {
        if (name.isEmpty()) {
            throw Problem.of(
                            Reason.BAD_REQUEST,
                            "the name of a product is missing; it looks like \"sales.orders\" or \"sales.orders.v1\"")
                    .asException();
        }
        CatalogIndex index = index();
        return PortName.parse(name).flatMap(index::find).orElseThrow(() -> unknown(name, index));
    }

    /**
     * As {@link #resolve}, where it is not over.
     *
     * @throws ProblemException as {@link #resolve}, and {@code VERSION_RETIRED} with what follows it
     */
    public PublishedPort current(String name) {
        return LifecycleRules.current(resolve(name));
    }

    /**
     * As {@link #resolve}, where it is served.
     *
     * @throws ProblemException as {@link #current}, and {@code WRONG_STATE} where it is not offered yet
     */
    public PublishedPort readable(String name) {
        return LifecycleRules.readable(resolve(name));
    }

    /** The line of this pinned name; empty where there is none. {@code NOT_READY} as everywhere. */
    public Optional<PublishedPort> find(PortName pinned) {
        return index().find(pinned);
    }

    /** The newest line of the same port before this one. {@code NOT_READY} as everywhere. */
    public Optional<PublishedPort> before(PortName pinned) {
        return index().before(pinned);
    }

    /**
     * The versions of a line that were published, newest first, at most 100. Those published before histories were kept are
     * not among them, but the one in force is.
     *
     * @throws ProblemException as {@link #current}
     */
    public List<VersionNote> versions(String name) {
        PublishedPort port = current(name);
        List<VersionNote> known = VersionHistory.of(store.entries(), CatalogEntry.historyKeyOf(port.name()));
        return known.isEmpty() ? List.of(new VersionNote(port.version(), port.applyTime(), List.of())) : known;
    }

    /**
     * All ports, sorted, in whatever state.
     *
     * @throws ProblemException {@code NOT_READY}
     */
    public List<PublishedPort> all() {
        return index().all();
    }

    /**
     * The ports, one entry for each major line, sorted by domain, port and major.
     *
     * @param domain only those of this domain, which may be unknown; empty: all
     * @throws ProblemException {@code BAD_REQUEST} if the token is not one of this list; {@code NOT_READY}
     */
    public Page<PublishedPort> ports(String domain, PageRequest page) {
        CatalogIndex index = index();
        List<PublishedPort> ports = domain.isEmpty() ? index.all() : index.of(domain);
        return Page.of(page, "products:" + domain, ports, new PortMeasure());
    }

    /**
     * The configured domains, sorted by name.
     *
     * @throws ProblemException {@code BAD_REQUEST} if the token is not one of this list; {@code NOT_READY}
     */
    public Page<DomainSummary> domains(PageRequest page) {
        CatalogIndex index = index();
        List<DomainSummary> all = domains.stream()
                .map(domain -> new DomainSummary(domain, index.readable(domain.name())))
                .toList();
        return Page.of(page, "domains", all, DomainSummary.MEASURE);
    }

    /**
     * Tells all ports, sorted: at once where the state was read, then after each change, never older ones after newer ones.
     * Called on the state's reader thread, for the first time maybe on this one; must not block.
     */
    public void watch(Consumer<List<PublishedPort>> watcher) {
        store.watch(entries -> watcher.accept(new CatalogIndex(entries.values()).all()));
    }

    private CatalogIndex index() {
        Map<String, CatalogEntry> entries = store.entries();
        Indexed current = indexed;
        if (current == null || current.entries != entries) {
            current = new Indexed(entries, new CatalogIndex(entries.values()));
            indexed = current;
        }
        return current.index;
    }

    private static ProblemException unknown(String name, CatalogIndex index) {
        String shown = printable(name);
        String missing = "product \"" + shown + "\" does not exist";
        Problem problem = NearestName.of(name, index.names())
                .map(nearest -> Problem.of(Reason.PRODUCT_NOT_FOUND, missing + "; did you mean \"" + nearest + "\"?")
                        .with("nearest", nearest))
                .orElseGet(() -> Problem.of(
                        Reason.PRODUCT_NOT_FOUND,
                        missing + "; dpg.v1.CatalogService/ListProducts lists those that do"));
        return problem.with("product", shown).asException();
    }

    /** The name as it may stand in a message: it comes from outside and may be anything. */
    private static String printable(String name) {
        String start = name.length() <= NAME_SHOWN_MAX ? name : name.substring(0, NAME_SHOWN_MAX) + "…";
        return start.codePoints()
                .map(character -> Character.isISOControl(character) || character == '"' ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
