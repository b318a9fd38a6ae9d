package regain.demo;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.LDIFWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Passwords that were changed in the demo outlive a restart, because Regain's own data does. Only they are kept,
 * hashed; everything else about the people is seeded afresh, so that their contracts stay in the present.
 */
final class KeptPasswords {
  private static final String[] KEPT = {"userPassword", "pwdHistory", "pwdChangedTime"};

  private final Path file;

  KeptPasswords(Path file) {
    this.file = file;
  }

  /** Puts what was kept into the seeded entries of the people who are still there. */
  void restore(List<Entry> seeded) {
    Map<String, Entry> byDn = seeded.stream().collect(Collectors.toMap(Entry::getDN, Function.identity()));
    for (Entry old : read()) {
      Entry entry = byDn.get(old.getDN());
      if (entry != null) {
        entry.removeAttribute("userPassword");
        old.getAttributes().forEach(entry::addAttribute);
      }
    }
  }

  /** Written beside and moved into place, so that a crash leaves the old file or the new one. */
  synchronized void save(InMemoryDirectoryServer server) {
    try {
      List<? extends Entry> changed = server.search(DemoTree.BASE, SearchScope.SUB, "(pwdChangedTime=*)", KEPT)
          .getSearchEntries();
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "directory", ".ldif");
      try (var out = new LDIFWriter(fresh.toFile())) {
        for (Entry each : changed) {
          out.writeEntry(each);
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (LDAPException broken) {
      throw new IllegalStateException("the in-memory directory cannot be read", broken);
    }
  }

  private List<Entry> read() {
    try {
      return Files.exists(file) ? LDIFReader.readEntries(file.toFile()) : List.of();
    } catch (IOException | LDIFException broken) {
      throw new IllegalStateException("the kept passwords cannot be read: " + file, broken);
    }
  }
}
