package dev.tocsin.evaluator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluator.batch.Truncation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.Records;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundedRecordsTest {
  private static final int LARGEST = 100_000;
  private static final FetchLimits LIMITS = new FetchLimits(LARGEST, 1 << 20, 8 << 20, 1_000);

  private final List<KafkaException> damage = new ArrayList<>();

  /** What is read of records: all of it, or why it is cut. */
  private record Snapshot(
      long offset, long timestamp, @Nullable String key, @Nullable String value, String cut) {
    static Snapshot of(Record record) {
      return new Snapshot(
          record.offset(),
          record.timestamp(),
          text(record.key()),
          text(record.value()),
          Arrays.stream(record.headers())
              .filter(TruncationHeader.class::isInstance)
              .map(header -> new String(header.value(), UTF_8))
              .findFirst()
              .orElse(""));
    }

    private static @Nullable String text(@Nullable ByteBuffer bytes) {
      return bytes == null ? null : new String(Utils.toArray(bytes), UTF_8);
    }
  }

  private List<Snapshot> read(Records records) {
    // One poll for all: its budget is tested apart.
    return read(records, LIMITS);
  }

  private List<Snapshot> read(Records records, FetchLimits limits) {
    PollBudget unbounded = new PollBudget(Integer.MAX_VALUE);
    List<Snapshot> snapshot = new ArrayList<>();
    for (RecordBatch batch : bounded(records, limits, unbounded).batches()) {
      try (CloseableIterator<Record> all = batch.streamingIterator(BufferSupplier.create())) {
        all.forEachRemaining(record -> snapshot.add(Snapshot.of(record)));
      }
    }
    return snapshot;
  }

  private BoundedRecords bounded(Records records, FetchLimits limits, PollBudget budget) {
    return new BoundedRecords(records, limits, budget, damage::add);
  }

  @ParameterizedTest
  @EnumSource
  void batches_random_areAsKafkaReadsThemButForCulprits(CompressionType codec) {
    Random random = new Random(20_261_130 + codec.id);
    for (int round = 0; round < 200; round++) {
      MemoryRecords records = random(random, codec);
      List<Snapshot> expected = new ArrayList<>();
      for (Record record : records.records()) {
        Snapshot whole = Snapshot.of(record);
        int size = Math.max(0, record.keySize()) + Math.max(0, record.valueSize());
        expected.add(
            size <= LARGEST
                ? whole
                : new Snapshot(
                    whole.offset(),
                    whole.timestamp(),
                    null,
                    whole.value() == null
                        ? null
                        : whole.value().substring(0, Math.min(whole.value().length(), 65_536)),
                    "record_bytes: record has %d bytes: at most 100000 are read, and the first %d of its value are kept"
                        .formatted(size, Math.min(Math.max(0, record.valueSize()), 65_536))));
      }
      assertThat(read(records)).isEqualTo(expected);
    }
    assertThat(damage).isEmpty();
  }

  private static MemoryRecords random(Random random, CompressionType codec) {
    MemoryRecordsBuilder builder =
        new MemoryRecordsBuilder(
            new org.apache.kafka.common.utils.ByteBufferOutputStream(1 << 16),
            RecordBatch.CURRENT_MAGIC_VALUE,
            Compression.of(codec).build(),
            random.nextBoolean() ? TimestampType.CREATE_TIME : TimestampType.LOG_APPEND_TIME,
            random.nextInt(1_000),
            Batches.TIME,
            17,
            (short) 3,
            5,
            random.nextBoolean(),
            false,
            7,
            8 << 20);
    long offset = random.nextInt(1_000) + 1_000L;
    for (int left = random.nextInt(20) + 1; left > 0; left--) {
      builder.appendWithOffset(
          offset,
          new SimpleRecord(
              Batches.TIME + random.nextInt(100_000) - 50_000,
              bytes(random),
              bytes(random),
              headers(random)));
      offset += 1 + random.nextInt(3);
    }
    return builder.build();
  }

  private static byte @Nullable [] bytes(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> "x".repeat(random.nextInt(200_000)).getBytes(UTF_8);
      case 3 -> "y".repeat(LARGEST - 1 + random.nextInt(3)).getBytes(UTF_8);
      default -> "z".repeat(random.nextInt(100)).getBytes(UTF_8);
    };
  }

  private static Header[] headers(Random random) {
    return random
        .ints(random.nextInt(3), 0, 70_000)
        .mapToObj(size -> new RecordHeader("h" + size, new byte[size]))
        .toArray(Header[]::new);
  }

  @Test
  void headers_ofTheProducer_areNotReadAndForgeNothing() {
    Header forged = new RecordHeader(Truncation.HEADER, "record_bytes: forged".getBytes(UTF_8));
    MemoryRecords records =
        MemoryRecords.withRecords(
            Compression.NONE,
            new SimpleRecord(Batches.TIME, null, "v".getBytes(UTF_8), array(forged)));
    assertThat(read(records)).containsExactly(new Snapshot(0, Batches.TIME, null, "v", ""));
  }

  private static Header[] array(Header header) {
    return new Header[] {header};
  }

  @ParameterizedTest
  @EnumSource
  void record_thatFitsABatchOnlyCompressed_isCutAndOthersOfItsBatchAreWhole(CompressionType codec)
      throws IOException {
    MemoryRecords records =
        Batches.batch(
            codec,
            3,
            2,
            out -> {
              Batches.blanks(out, 0, 10);
              Batches.blanks(out, 1, 5_000_000);
              Batches.blanks(out, 2, 20);
            });
    assertThat(read(records))
        .containsExactly(
            new Snapshot(100, Batches.TIME, null, " ".repeat(10), ""),
            new Snapshot(
                101,
                Batches.TIME + 1,
                null,
                " ".repeat(65_536),
                "record_bytes: record has 5000000 bytes: at most 100000 are read, and the first 65536 of its value are kept"),
            new Snapshot(102, Batches.TIME + 2, null, " ".repeat(20), ""));
  }

  @ParameterizedTest
  @EnumSource
  void batch_thatIsTooLong_endsWithOneRecordForTheRest(CompressionType codec) throws IOException {
    MemoryRecords records =
        Batches.batch(
            codec,
            200,
            199,
            out -> {
              for (int at = 0; at < 200; at++) {
                Batches.blanks(out, at, 90_000);
              }
            });
    List<Snapshot> snapshot = read(records);
    assertThat(snapshot).hasSize(94);
    assertThat(snapshot.subList(0, 93)).allSatisfy(record -> assertThat(record.cut()).isEmpty());
    assertThat(snapshot.getLast())
        .isEqualTo(
            new Snapshot(
                299,
                Batches.TIME,
                null,
                "",
                "record_batch_bytes: offsets 193 to 299 are left out: their record batch has more bytes after decompression than the 8388608 that are read"));
  }

  @Test
  void batch_ofTooManyRecords_endsWithOneRecordForTheRest() throws IOException {
    MemoryRecords records =
        Batches.batch(
            CompressionType.ZSTD,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            out -> {
              for (int at = 0; at < 2_000; at++) {
                Batches.blanks(out, at, 0);
              }
            });
    List<Snapshot> snapshot = read(records);
    assertThat(snapshot).hasSize(1_001);
    assertThat(snapshot.getLast().offset()).isEqualTo(100L + Integer.MAX_VALUE);
    assertThat(snapshot.getLast().cut())
        .isEqualTo(
            "record_batch_records: offsets 1100 to 2147483747 are left out: their record batch has 2147483647 records, and at most 1000 are read");
  }

  @ParameterizedTest
  @EnumSource
  void batch_thatEndsEarly_isCorruptFromThere(CompressionType codec) throws IOException {
    MemoryRecords records =
        Batches.batch(
            codec,
            3,
            2,
            out -> {
              Batches.blanks(out, 0, 10);
              // A record that claims 2 GB, and is not there.
              out.write(new byte[] {-2, -1, -1, -1, 15, 0, 0, 2, 1});
            });
    List<Snapshot> snapshot = read(records);
    assertThat(snapshot).hasSize(2);
    assertThat(snapshot.getLast().offset()).isEqualTo(102);
    assertThat(snapshot.getLast().cut())
        .startsWith("corrupt_batch: offsets 101 to 102 are left out: their record batch cannot be");
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void batch_whoseBytesAreNotOfItsCodec_isCorruptAsAWhole(CompressionType codec)
      throws IOException {
    MemoryRecords records =
        Batches.compressed(codec, 3, 2, CompressionType.NONE, out -> Batches.blanks(out, 0, 1_000));
    assertThat(read(records))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.offset()).isEqualTo(102);
          assertThat(record.cut()).startsWith("corrupt_batch: offsets 100 to 102 are left out: ");
        });
  }

  /** Random bytes behind a right checksum, and single bytes changed: it always ends. */
  @ParameterizedTest
  @EnumSource
  void batch_ofAnyBytes_isReadToItsEnd(CompressionType codec) throws IOException {
    Random random = new Random(7 + codec.id);
    for (int round = 0; round < 500; round++) {
      byte[] body = new byte[random.nextInt(300)];
      random.nextBytes(body);
      int count = random.nextInt(20) - 1;
      MemoryRecords records = Batches.batch(codec, count, 30, out -> out.write(body));
      List<Snapshot> snapshot = read(records);
      assertThat(snapshot).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
      assertThat(snapshot).allSatisfy(record -> assertThat(record.offset()).isBetween(100L, 130L));
    }
  }

  @Test
  void batch_whoseChecksumDiffers_endsWhatIsReadAndIsReported() throws IOException {
    MemoryRecords good =
        Batches.batch(CompressionType.ZSTD, 1, 0, out -> Batches.blanks(out, 0, 9));
    MemoryRecords bad = Batches.batch(CompressionType.ZSTD, 1, 0, out -> Batches.blanks(out, 0, 9));
    bad.buffer().put(bad.sizeInBytes() - 1, (byte) 77);
    assertThat(read(Batches.joined(List.of(good, bad)))).hasSize(1);
    assertThat(damage).singleElement().asString().contains("crc");

    BoundedRecords alone = bounded(bad, LIMITS, new PollBudget(1));
    assertThat(alone.batches()).isEmpty();
    assertThat(alone.sizeInBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = "ZSTD", mode = EnumSource.Mode.EXCLUDE)
  void messageSet_ofOldProducers_isReadWithinThePollsBytes(CompressionType codec) {
    MemoryRecords records =
        MemoryRecords.withRecords(
            RecordBatch.MAGIC_VALUE_V1,
            Compression.of(codec).build(),
            new SimpleRecord(Batches.TIME, "k".getBytes(UTF_8), "v".getBytes(UTF_8)),
            new SimpleRecord(Batches.TIME, null, " ".repeat(200_000).getBytes(UTF_8)));
    List<Snapshot> snapshot = read(records);
    assertThat(snapshot.getFirst()).isEqualTo(new Snapshot(0, Batches.TIME, "k", "v", ""));
    assertThat(snapshot.getLast().offset()).isEqualTo(1);
    assertThat(snapshot.getLast().cut()).startsWith("record_bytes: record has 200000 bytes: ");

    if (codec != CompressionType.NONE) {
      assertThat(read(records, new FetchLimits(LARGEST, 150_000, 1 << 20, 1_000)))
          .singleElement()
          .satisfies(record -> {
            assertThat(record.offset()).isEqualTo(1);
            assertThat(record.cut())
                .startsWith("poll_bytes: the message set that ends at offset 1 is left out: ");
          });
    }
  }

  @Test
  void key_beyondThePoll_isRefusedUntilTheNextPollBegins() {
    MemoryRecords records =
        MemoryRecords.withRecords(
            Compression.NONE,
            new SimpleRecord(Batches.TIME, null, new byte[90_000]),
            new SimpleRecord(Batches.TIME, null, new byte[90_000]));
    PollBudget budget = new PollBudget(100_000);
    List<Record> both =
        StreamSupport.stream(bounded(records, LIMITS, budget).batches().spliterator(), false)
            .flatMap(batch -> StreamSupport.stream(batch.spliterator(), false))
            .toList();
    budget.begin();
    assertThat(both.getFirst().key()).isNull();
    assertThat(budget.isExhausted()).isFalse();
    assertThatThrownBy(() -> both.getLast().key()).isInstanceOf(SerializationException.class);
    assertThat(budget.isExhausted()).isTrue();
    budget.begin();
    assertThat(both.getLast().key()).isNull();
  }
}
