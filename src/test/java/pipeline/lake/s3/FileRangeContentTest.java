package pipeline.lake.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRangeContentTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("file"), "0123456789");
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), US_ASCII);
  }

  @Test
  void contentIsExactlyTheRange() throws IOException {
    try (FileRangeContent first = new FileRangeContent(file, 0, 4);
        FileRangeContent last = new FileRangeContent(file, 4, 6)) {
      assertEquals("0123", text(first.newStream()));
      assertEquals("456789", text(last.newStream()));
    }
  }

  @Test
  void eachAttemptStartsAtTheBeginningOfTheRange() throws IOException {
    try (FileRangeContent part = new FileRangeContent(file, 2, 3)) {
      InputStream broken = part.newStream();
      assertEquals('2', broken.read());

      assertEquals("234", text(part.newStream()));
      assertThrows(IOException.class, broken::read, "the attempt before is closed");
    }
  }

  @Test
  void contentIsReadByteByByte() throws IOException {
    Files.write(file, new byte[] {1, (byte) 0xff, 3});
    try (FileRangeContent part = new FileRangeContent(file, 1, 1)) {
      InputStream in = part.newStream();
      assertEquals(0xff, in.read());
      assertEquals(-1, in.read());
      assertEquals(0, in.read(new byte[0], 0, 0));
    }
  }

  @Test
  void fileThatBecomesShorterFailsTheUpload() throws IOException {
    try (FileRangeContent part = new FileRangeContent(file, 6, 4)) {
      InputStream in = part.newStream();
      Files.writeString(file, "0123456");
      assertThrows(EOFException.class, in::readAllBytes);
    }
  }

  @Test
  void closeLeavesNoOpenFile() throws IOException {
    FileRangeContent part = new FileRangeContent(file, 0, 4);
    part.close();
    InputStream in = part.newStream();
    part.close();
    assertThrows(IOException.class, in::read);
  }
}
