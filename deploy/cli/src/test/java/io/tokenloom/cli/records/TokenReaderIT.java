package io.tokenloom.cli.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.connection.Connections;
import io.tokenloom.reader.IncompleteItem;
import io.tokenloom.reader.ReadOptions;
import io.tokenloom.reader.ReaderException;
import io.tokenloom.reader.TokenItem;
import io.tokenloom.reader.TokenReader;
import io.tokenloom.reader.records.RecordAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The reader on a real broker, which the tests of this module have. */
@WithBroker
class TokenReaderIT {
    private static final byte[] TEXT = "one line\nanother, longer line\nand a third\n".getBytes(StandardCharsets.UTF_8);

    private static TextBundle o200k;

    private WrittenRoute written;

    @BeforeAll
    static void openTokenizer() {
        o200k = TextBundle.open("builtin:o200k_base");
    }

    @AfterAll
    static void closeTokenizer() {
        o200k.close();
    }

    @BeforeEach
    void ownTopics(TestBroker broker, TestInfo test) throws InterruptedException {
        written = WrittenRoute.of(
                broker, "reader-" + test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void closeRoute() {
        written.close();
    }

    @Test
    void readsWhatIsCommittedAsWholeItemsAndTellsWhatIsMissing() {
        RecordAddress first = written.source("first", TEXT);
        written.tokens(first, "first", TEXT, 16, o200k);
        RecordAddress half = written.source("half", TEXT);
        written.part(half, 1, 3, "half", TEXT, o200k);
        written.skip(written.source("gone", null));
        written.commit();
        written.tokens(written.source("aborted", TEXT), "aborted", TEXT, 16, o200k);
        written.abort();

        try (TokenReader reader = open(written.connections(), ReadOptions.DEFAULT)) {
            List<TokenItem> items = new ArrayList<>();
            reader.forEach(items::add);

            assertThat(items).singleElement().satisfies(item -> {
                assertThat(item.parts()).hasSizeGreaterThan(1);
                assertThat(item.source()).isEqualTo(first);
                assertThat(item.decode().bytes()).isEqualTo(TEXT);
                assertThat(item.decode().exact()).isTrue();
            });
            assertThat(reader.incomplete()).containsExactly(new IncompleteItem("half", half, 1, 3));
        }
    }

    @Test
    void followsFromAMomentOn() {
        written.tokens(written.source("before", TEXT), "before", TEXT, TEXT.length, o200k);
        written.commit();
        ReadOptions options =
                ReadOptions.DEFAULT.since(Instant.now().plusMillis(1)).follow();

        try (TokenReader reader = open(written.connections(), options)) {
            for (String name : List.of("next", "last")) {
                written.tokens(written.source(name, TEXT), name, TEXT, TEXT.length, o200k);
                written.commit();
                assertThat(reader.iterator().next().itemId()).isEqualTo(name);
            }
        }
    }

    @Test
    void saysWhatCantBeReadAndWhy() {
        written.tokens(written.source("first", TEXT), "first", TEXT, TEXT.length, o200k);
        written.commit();

        assertThatThrownBy(() -> TokenReader.open(written.connections(), "no.such.topic", ReadOptions.DEFAULT))
                .isInstanceOf(ReaderException.class)
                .hasMessageContaining("there is no topic no.such.topic")
                .hasMessageContaining(written.route().to());
        assertThatThrownBy(() -> open(new Connections(written.connections().kafka(), Map.of()), ReadOptions.DEFAULT))
                .isInstanceOf(ReaderException.class)
                .hasMessageContaining("schema.registry.url");
        Connections elsewhere = Connections.of(written.connections().bootstrapServers(), "http://127.0.0.1:1");
        try (TokenReader reader = open(elsewhere, ReadOptions.DEFAULT)) {
            Iterator<TokenItem> items = reader.iterator();
            assertThatThrownBy(items::next)
                    .isInstanceOfSatisfying(ReaderException.class, e -> assertThat(e.kind())
                            .isEqualTo(ReaderException.Kind.UNREACHABLE))
                    .hasMessageContaining("schema registry did not answer");
        }
    }

    private TokenReader open(Connections connections, ReadOptions options) {
        return TokenReader.open(connections, written.route().to(), options);
    }
}
