package regain.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a built WAR really contains of ours: its own classes, and each of our jars as a module with the descriptor that
 * was compiled into it. Liberty puts all of it on one class path, so nothing but these tests reads the descriptors then.
 */
record House(List<Room> rooms, JavaClasses classes) {

  /** A module of ours in the WAR. */
  record Room(ModuleDescriptor descriptor, Set<String> packages) {
    String name() {
      return descriptor.name();
    }

    boolean shows(String packageName) {
      return descriptor.exports().stream().anyMatch(it -> it.source().equals(packageName) && !it.isQualified());
    }
  }

  /** Reads the WAR; the directory receives what has to be unpacked for that. */
  static House in(Path war, Path directory) throws IOException {
    var rooms = new ArrayList<Room>();
    var places = new ArrayList<Location>();
    Files.createDirectories(directory);
    try (FileSystem inside = FileSystems.newFileSystem(war)) {
      Path classes = inside.getPath("WEB-INF/classes");
      if (Files.exists(classes)) {
        places.add(Location.of(unpacked(classes, directory.resolve("classes"))));
      }
      for (Path jar : jars(inside)) {
        Path copy = directory.resolve(jar.getFileName().toString());
        Files.copy(jar, copy);
        places.add(Location.of(URI.create("jar:" + copy.toUri() + "!/")));
        rooms.add(room(copy));
      }
    }
    return new House(List.copyOf(rooms), new ClassFileImporter().importLocations(places));
  }

  Optional<Room> room(String module) {
    return rooms.stream().filter(it -> it.name().equals(module)).findFirst();
  }

  /** The module that a class lives in. Empty for the WAR's own classes and for those of libraries. */
  Optional<Room> roomOf(JavaClass type) {
    return rooms.stream().filter(it -> it.packages().contains(type.getPackageName())).findFirst();
  }

  private static List<Path> jars(FileSystem inside) throws IOException {
    try (Stream<Path> files = Files.list(inside.getPath("WEB-INF/lib"))) {
      return files.filter(it -> it.getFileName().toString().matches("regain-.*\\.jar")).sorted().toList();
    }
  }

  private static Room room(Path jar) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar); Stream<Path> files = Files.walk(inside.getPath("/"))) {
      Set<String> packages = files
          .filter(it -> it.toString().endsWith(".class") && it.getNameCount() > 1)
          .map(it -> it.subpath(0, it.getNameCount() - 1).toString().replace('/', '.'))
          .collect(Collectors.toUnmodifiableSet());
      try (InputStream descriptor = Files.newInputStream(inside.getPath("module-info.class"))) {
        return new Room(ModuleDescriptor.read(descriptor), packages);
      }
    }
  }

  private static Path unpacked(Path classes, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(classes.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return directory;
  }
}
