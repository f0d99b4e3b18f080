package pipeline.load;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipeline.audit.AnomalyDetector;
import pipeline.audit.AnomalyFinding;
import pipeline.audit.ListingAnomaly;
import pipeline.audit.ListingHistory;
import pipeline.audit.ListingSnapshot;
import pipeline.load.StarBuilder.CleanCursors;
import pipeline.tables.row.CleanAlbum;
import pipeline.tables.row.CleanAlbumArtist;
import pipeline.tables.row.CleanTrack;
import pipeline.tables.row.CleanTrackArtist;
import pipeline.tables.row.Reject;
import pipeline.tables.row.RejectColumns;
import pipeline.tables.row.Tables;
import pipeline.tables.stage.AlbumCursor;
import pipeline.tables.stage.BuildFingerprint;
import pipeline.tables.stage.CaptureMetadata;
import pipeline.tables.stage.PublishTransaction;
import pipeline.tables.stage.PublishedFooters;
import pipeline.tables.stage.Stage;
import pipeline.tables.stage.StageException;
import pipeline.tables.stage.StageException.StageFailureReason;
import pipeline.tables.stage.StageInputs;
import pipeline.tables.stage.StageOutput;
import pipeline.tables.stage.StageRun;

/**
 * The stage that builds the star of a date from its clean tables. The stage audits its inputs and
 * writes all tables before it publishes the first table.
 */
public final class LoadStage {
  private static final int MAX_ARTISTS_IN_MEMORY = 100_000;

  private final StageRun run;

  /** The anomalies that fail the stage. Other anomalies only cause a warning. */
  private final Set<ListingAnomaly> failOn;

  private final ListingHistory history;

  public LoadStage(StageRun run, Set<ListingAnomaly> failOn) {
    this(run, failOn, new ListingHistory(run.lake()));
  }

  /**
   * Creates the stage.
   *
   * @param history reads earlier listings; runs of several dates can share one object, which reads
   *     each listing once
   */
  public LoadStage(StageRun run, Set<ListingAnomaly> failOn, ListingHistory history) {
    this.run = run;
    this.failOn = Set.copyOf(failOn);
    this.history = history;
  }

  /**
   * Builds and publishes the star. If code and inputs are unchanged, returns the result of the
   * earlier run.
   *
   * @throws StageException if an input is missing or outdated, if an audit fails, or if {@code
   *     failOn} contains an anomaly of the listing; in these cases, nothing is published
   */
  public StageOutput run() {
    return StageInputs.retryOnReplaced(this::attempt);
  }

  private StageOutput attempt() {
    PublishedFooters published = PublishedFooters.prefetch(run, Tables.ANALYTICS);
    Supplier<List<ListingSnapshot>> earlier =
        run.lake().prefetch(() -> history.listBefore(run.ds()));
    LoadInputs inputs = LoadInputs.require(run);
    CaptureMetadata capture = CaptureMetadata.from(inputs.rawTracks().footer());
    BuildFingerprint fingerprint =
        BuildFingerprint.fromRowsAndFooters(run, Stage.LOAD, inputs.all());
    return fingerprint
        .findPublishedRows(published, capture)
        .map(
            unchangedRows -> {
              run.lineage()
                  .addAudits(
                      inputs.all(), AuditResult.fromWarnings(unchangedRows.warnings())::results);
              return new StageOutput(
                  false,
                  unchangedRows.rows(),
                  capture,
                  warnings(unchangedRows.warnings(), detectAnomalies(inputs, earlier)));
            })
        .orElseGet(() -> build(inputs, fingerprint, capture, earlier));
  }

  private StageOutput build(
      LoadInputs inputs,
      BuildFingerprint fingerprint,
      CaptureMetadata capture,
      Supplier<List<ListingSnapshot>> earlier) {
    AuditResult audit = new AuditResult();
    try (PublishTransaction transaction = new PublishTransaction(run, Stage.LOAD, inputs.all())) {
      Tables.ANALYTICS_GROUPS.forEach(transaction::openWriters);
      Map<String, Long> rejects = writeStar(inputs, transaction, audit);
      run.lineage().addAudits(inputs.all(), audit::results);
      if (audit.hasFailed()) {
        throw auditFailure(audit);
      }
      List<AnomalyFinding> findings = detectAnomalies(inputs, earlier);
      new PartitionsTableWriter(audit.verdict(), rejects).write(inputs, transaction);
      // Only the warnings of the audits are stored. Anomalies depend on other dates, so each run
      // detects them again.
      boolean changed = transaction.publish(fingerprint, audit.warnings());
      return new StageOutput(
          changed, transaction.rows(), capture, warnings(audit.warnings(), findings));
    }
  }

  /**
   * Returns the anomalies of the date's listing.
   *
   * @throws StageException if {@code failOn} contains one of them
   */
  private List<AnomalyFinding> detectAnomalies(
      LoadInputs inputs, Supplier<List<ListingSnapshot>> earlier) {
    List<AnomalyFinding> findings =
        AnomalyDetector.detect(history.find(inputs.rawReleases()), earlier.get());
    checkAllowed(findings);
    return findings;
  }

  private StageException auditFailure(AuditResult audit) {
    return new StageException(
        StageFailureReason.AUDIT_FAILED,
        """
        failed audits: %s; check the violations below, then run %s and load again, or fetch the \
        tracks again with %s --refetch and run transform and load again. The published tables are \
        unchanged. Violated rules, with the number of violations:
          %s\
        """
            .formatted(
                run.ds(),
                run.rerunCommand(Stage.TRANSFORM),
                run.rerunCommand(Stage.EXTRACT_TRACKS),
                audit.violations()));
  }

  private void checkAllowed(List<AnomalyFinding> findings) {
    List<String> forbidden =
        findings.stream()
            .filter(finding -> failOn.contains(finding.anomaly()))
            .map(AnomalyFinding::toString)
            .toList();
    if (!forbidden.isEmpty()) {
      throw new StageException(
          StageFailureReason.AUDIT_FAILED,
          """
          anomalies that --fail-on forbids: %s; check the listing of this date, or run %s \
          without --fail-on to publish the tables anyway. The published tables are unchanged. \
          Anomalies:
            %s\
          """
              .formatted(run.ds(), run.rerunCommand(Stage.LOAD), String.join("\n  ", forbidden)));
    }
  }

  private static List<String> warnings(List<String> auditWarnings, List<AnomalyFinding> findings) {
    return Stream.concat(auditWarnings.stream(), findings.stream().map(AnomalyFinding::toString))
        .toList();
  }

  /**
   * Writes all tables except analytics/partitions, and audits the inputs.
   *
   * @return the number of rejects of each clean table, by table name
   */
  private Map<String, Long> writeStar(
      LoadInputs inputs, PublishTransaction transaction, AuditResult audit) {
    AuditExpectations expected = AuditExpectations.from(run.ds(), inputs.rawTracks().footer());
    try (AlbumCursor<CleanAlbum> albums = AlbumCursor.open(inputs.albums(), CleanAlbum::albumId);
        AlbumCursor<CleanAlbumArtist> albumArtists =
            AlbumCursor.open(inputs.albumArtists(), CleanAlbumArtist::albumId);
        AlbumCursor<CleanTrack> trackRows = AlbumCursor.open(inputs.tracks(), CleanTrack::albumId);
        AlbumCursor<CleanTrackArtist> trackArtists =
            AlbumCursor.open(inputs.trackArtists(), CleanTrackArtist::albumId);
        AlbumCursor<Reject> rejectRows =
            AlbumCursor.open(inputs.rejects(), RejectColumns::albumId);
        ArtistAggregator artists =
            new ArtistAggregator(run.lake().store().tempDirectory(), MAX_ARTISTS_IN_MEMORY)) {
      CleanCursors in = new CleanCursors(albums, albumArtists, trackRows, trackArtists, rejectRows);
      Map<String, Long> rejects =
          new StarBuilder(in, transaction::write, artists, expected, audit).run();
      new RowCountAudit(inputs, in, rejects).audit(audit);
      return rejects;
    }
  }
}
