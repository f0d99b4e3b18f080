package pipeline.it.faults;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import pipeline.lake.store.ObjectStore;
import pipeline.testing.process.Debugger;
import pipeline.testing.process.ExampleDay;
import pipeline.testing.process.JarRunner;
import pipeline.testing.process.JarWithCdsArchive;
import pipeline.testing.process.LakeFingerprints;
import pipeline.testing.process.LakeSnapshot;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.RunningProcess;

/**
 * A lake with a date that the stages replace with the tables of another listing. First, a run
 * without a kill records the state before and after each stage, its duration, and the lines of code
 * that publish.
 */
final class CrashScenario {
  /** The methods that publish, by class. The debugger stops at their lines. */
  static final Map<String, Set<String>> PUBLISHING =
      Map.of(
          "pipeline.tables.stage.PublishTransaction", Set.of("publish"),
          "pipeline.lake.PartitionWriter", Set.of("finish", "findUnchanged", "publish", "close"),
          "pipeline.lake.file.FileObjectStore", Set.of("put", "publish", "move", "forceFolders"),
          "pipeline.lake.s3.S3ObjectStore", Set.of("put"),
          "pipeline.lake.s3.S3Uploader", Set.of("send", "put"),
          "pipeline.lake.s3.MultipartUpload", Set.of("send", "upload", "abort"),
          "pipeline.extract.TrackCheckpoint", Set.of("flush", "remove"));

  /** The methods that upload a table of more than 64 MB to S3. */
  static final Map<String, Set<String>> UPLOADING =
      Map.of("pipeline.lake.s3.MultipartUpload", Set.of("send", "upload", "abort"));

  static final String DS = ExampleDay.DS;

  final List<LakeSnapshot> states = new ArrayList<>();
  final List<SortedMap<String, String>> fingerprints = new ArrayList<>();
  final List<Long> millis = new ArrayList<>();
  final List<List<String>> lines = new ArrayList<>();
  final List<String> stages;
  final ObjectStore store;
  private final JarRunner runner;
  private final Debugger debugger;
  private final Map<String, Set<String>> methods;

  /**
   * Runs the stages once and records them.
   *
   * @param stages the commands in their order
   * @param methods the methods in which a stage can be killed, by class
   */
  CrashScenario(
      List<String> stages,
      Map<String, Set<String>> methods,
      JarRunner runner,
      ObjectStore store,
      Debugger debugger) {
    this.methods = methods;
    this.stages = stages;
    this.runner = runner;
    this.store = store;
    this.debugger = debugger;
    recordState();
    for (int stage = 0; stage < stages.size(); stage++) {
      RunningProcess process = start(stage, List.of(debugger.option()));
      lines.add(debugger.runToLine(methods, Integer.MAX_VALUE));
      process.await().requireSuccess();
      states.get(stage).restore(store);
      millis.add(start(stage, List.of()).await().requireSuccess().millis());
      recordState();
    }
  }

  private void recordState() {
    states.add(LakeSnapshot.from(store));
    fingerprints.add(fingerprints());
  }

  int stageCount() {
    return stages.size();
  }

  SortedMap<String, String> fingerprints() {
    return LakeFingerprints.from(store, LocalDate.parse(DS));
  }

  RunningProcess start(int stage, List<String> options) {
    return start(stages.get(stage) + " --date " + DS, options);
  }

  /** Starts the jar with its class-data archive and its own temporary folder. */
  RunningProcess start(String line, List<String> options) {
    PipelineJar jvm = runner.jar();
    Path temporary = runner.folder().resolve("tmp");
    List<String> all = new ArrayList<>(options);
    all.add("-Djava.io.tmpdir=" + temporary);
    return RunningProcess.start(
        runner.folder(),
        runner.environment(),
        JarWithCdsArchive.forJvm(jvm).command(jvm, all, line));
  }

  /** Kills the stage after it has executed this number of recorded lines. */
  String killAt(int stage, int line) {
    try (RunningProcess process = start(stage, List.of(debugger.option()))) {
      List<String> lines = debugger.runToLine(methods, line);
      process.signal("KILL");
      return "line "
          + lines.size()
          + ", "
          + lines.get(lines.size() - 1)
          + ", code "
          + process.await().exitCode();
    }
  }

  /** Kills the stage this number of milliseconds after its start. */
  String killAfter(int stage, long delayMillis) {
    try (RunningProcess running = start(stage, List.of())) {
      RunningProcess.pause(delayMillis);
      running.signal("KILL");
      return delayMillis + " ms, code " + running.await().exitCode();
    }
  }
}
