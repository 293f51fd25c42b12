package io.tokenloom.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {
    @Test
    void deadLettersAcceptTheLargestSourceRecordAndItsHeaders() {
        for (TopicSpec source : List.of(TopicCatalogue.TEXT, TopicCatalogue.LOGS)) {
            assertThat(TopicCatalogue.DEAD_LETTERS.maxRecordBytes())
                    .isGreaterThanOrEqualTo(source.maxRecordBytes() + TopicCatalogue.DEAD_LETTER_HEADER_BYTES);
        }
    }

    @Test
    void deadLettersOutliveTheirSources() {
        assertThat(retention(TopicCatalogue.DEAD_LETTERS)).isGreaterThan(retention(TopicCatalogue.TEXT));
        assertThat(retention(TopicCatalogue.DEAD_LETTERS)).isGreaterThan(retention(TopicCatalogue.LOGS));
    }

    @Test
    void whatDescribesATokenizerIsNeverDeleted() {
        assertThat(TopicCatalogue.TOKENIZERS.configuration()).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void namesFollowDomainDatasetKindVersion() {
        assertThat(TopicCatalogue.all())
                .extracting(TopicSpec::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(\\.[a-z]+)+\\.v[1-9]\\d*"));
        assertThat(TopicCatalogue.find("tokens.text.v1")).contains(TopicCatalogue.TEXT_TOKENS);
        assertThat(TopicCatalogue.find("no.such.topic")).isEmpty();
    }

    @Test
    void refusesATopicWithoutRoom() {
        assertThatThrownBy(() -> new TopicSpec("t", "key", 0, new TopicSpec.Cleanup.Retention(Duration.ofDays(1)), 1))
                .hasMessage("t: at least one partition, not 0");
        assertThatThrownBy(() -> new TopicSpec.Cleanup.Retention(Duration.ZERO))
                .hasMessageContaining("retention must be positive");
    }

    private static Duration retention(TopicSpec topic) {
        return ((TopicSpec.Cleanup.Retention) topic.cleanup()).age();
    }
}
