package pipeline.it.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import pipeline.testing.process.LocalMachine;
import pipeline.testing.process.PipelineJar;
import pipeline.testing.process.UncheckedFiles;

/** A tmpfs of a few megabytes. Mounting it requires root. */
record TmpfsDisk(Path folder) implements AutoCloseable {
  static TmpfsDisk mount(Path folder, int megabytes) {
    PipelineJar.MissingFeature.assumeAvailable(
        System.getProperty("user.name").equals("root"),
        "run as root, which is required to mount a disk");
    UncheckedFiles.run(() -> Files.createDirectories(folder));
    LocalMachine.run(
        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    return new TmpfsDisk(folder);
  }

  /**
   * Fills the disk except for this number of kilobytes, and returns the file that fills the disk.
   */
  Path fill(int kilobytes) throws IOException {
    Path filler = folder.resolve("filler");
    long freeBytes = Files.getFileStore(folder).getUsableSpace() - kilobytes * 1024L;
    try (OutputStream out = Files.newOutputStream(filler)) {
      out.write(new byte[Math.toIntExact(freeBytes)]);
    }
    return filler;
  }

  /** Remounts the disk with this option, such as {@code ro} or {@code rw}. */
  void remount(String mode) {
    LocalMachine.run("mount", "-o", "remount," + mode, folder.toString());
  }

  @Override
  public void close() {
    LocalMachine.run("umount", "--lazy", folder.toString());
  }
}
