package pipeline.lake.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.IncompleteUpload;
import pipeline.lake.store.ObjectInfo;
import pipeline.lake.store.ObjectKeys;

/**
 * A lister that returns the files of a folder as objects. Folders without files are omitted,
 * because an object store has no such folders.
 */
final class FileTreeLister {
  private final Path root;

  FileTreeLister(Path root) {
    this.root = root;
  }

  List<ObjectInfo> listObjects(String prefix) throws IOException {
    return list(
        prefix,
        key ->
            !key.startsWith(FileObjectStore.TEMP_PREFIX)
                && (key.startsWith(prefix) || (key.endsWith("/") && prefix.startsWith(key))));
  }

  List<IncompleteUpload> listTemporaryFiles() throws IOException {
    String prefix = FileObjectStore.TEMP_PREFIX;
    return list(prefix, key -> key.startsWith(prefix)).stream()
        .map(file -> new IncompleteUpload(file.key(), "", file.size(), file.lastModified()))
        .toList();
  }

  List<String> listFolders(String prefix) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> below = Files.newDirectoryStream(root.resolve(prefix))) {
      for (Path path : paths(below)) {
        String name = path.getFileName().toString();
        if (Files.isDirectory(path) && !listObjects(prefix + name + "/").isEmpty()) {
          found.add(name);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException none) {
      return List.of();
    }
    found.sort(ObjectKeys.ORDER);
    return List.copyOf(found);
  }

  /** Returns the paths in a folder. */
  static List<Path> paths(DirectoryStream<Path> folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try {
      folder.forEach(paths::add);
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    return paths;
  }

  /**
   * Returns an ETag that consists of the inode, the modification time and the size. A file that
   * replaces another one has another inode or another time, and therefore another ETag.
   */
  static String etag(BasicFileAttributes file) {
    return file.fileKey()
        + "-"
        + file.lastModifiedTime().to(TimeUnit.NANOSECONDS)
        + "-"
        + file.size();
  }

  /**
   * Returns the files whose keys the filter accepts. Omits a file that another process deletes
   * meanwhile.
   *
   * @param filter tests the keys of files, and those of folders, which end in "/"; a rejected
   *     folder is not searched
   */
  private List<ObjectInfo> list(String prefix, Predicate<String> filter) throws IOException {
    List<ObjectInfo> found = new ArrayList<>();
    // The search starts at the deepest folder that contains all keys with this prefix.
    Files.walkFileTree(
        root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)),
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            String key = path.equals(root) ? "" : key(path) + "/";
            return key.isEmpty() || filter.test(key)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes file) {
            // The root itself is a file if LAKE names a file instead of a folder.
            if (file.isRegularFile() && !path.equals(root) && filter.test(key(path))) {
              found.add(
                  new ObjectInfo(
                      key(path), file.size(), etag(file), file.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException || failed instanceof NotDirectoryException) {
              return FileVisitResult.CONTINUE;
            }
            throw failed;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failed)
              throws IOException {
            return failed instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.postVisitDirectory(path, failed);
          }
        });
    found.sort(Comparator.comparing(ObjectInfo::key, ObjectKeys.ORDER));
    return List.copyOf(found);
  }

  private String key(Path path) {
    return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
