package pipeline.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipeline.testing.process.LocalMachine;

/** Checks which existing files an output file may replace. */
class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void pipeOrDeviceIsNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    LocalMachine.run("mkfifo", pipe.toString());
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
    for (Path odd : new Path[] {pipe, link}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> AtomicFile.fromName(odd.toString(), folder))
              .getMessage();
      assertTrue(message.startsWith("not a regular file"), message);
    }
  }

  @Test
  void brokenLinkIsNotReplaced() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("missing"));
    assertEquals(
        "broken link: " + link + "; delete the link, or create its target",
        assertThrows(IllegalArgumentException.class, () -> AtomicFile.fromName("link", folder))
            .getMessage());
  }

  @Test
  void undeletableTemporaryFolderDoesNotFailTheWrite() throws IOException {
    Path target = folder.resolve("target");
    AtomicFile file = AtomicFile.fromName("target", folder);

    assertTrue(
        file.write(
            temporary -> {
              Files.writeString(temporary, "new");
              Files.createFile(temporary.resolveSibling("stays"));
            }));
    assertEquals("new", Files.readString(target));
  }

  @Test
  void reasonOfAFailedWriteIsReported() {
    AtomicFile file = AtomicFile.fromName("target", folder);
    IOException full = new IOException("full");

    assertSame(
        full,
        assertThrows(
            IOException.class,
            () ->
                file.write(
                    temporary -> {
                      Files.createFile(temporary.resolveSibling("stays"));
                      throw full;
                    })));
  }

  @Test
  void targetOfALinkIsReplaced() throws IOException {
    Path latest = Files.writeString(folder.resolve("latest"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), latest);
    assertTrue(AtomicFile.fromName("link", folder).write(file -> Files.writeString(file, "new")));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(latest));
  }
}
