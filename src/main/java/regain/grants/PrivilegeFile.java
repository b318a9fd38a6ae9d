package regain.grants;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.grants.SshCertificate.PublicKey;
import regain.kernel.Secret;
import regain.privileged.Entitlement;
import regain.privileged.Entitlement.Prompt;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.RecoveryTerms;
import regain.privileged.port.SharedSecret;

/**
 * The file {@code regain.privileged.file}: which targets there are, and what policy lets people have on them. It is read once, at the start; what it
 * does not say is refused, and so is what it says and nobody knows.
 */
record PrivilegeFile(
    @Nullable List<TargetLine> targets,
    @Nullable List<EntitlementLine> entitlements,
    @Nullable RecoveryLine recovery,
    @Nullable List<SharedLine> shared) {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  static final PrivilegeFile NONE = new PrivilegeFile(List.of(), List.of(), null, null);

  /**
   * One target.
   *
   * @param kind {@code active-directory}, {@code directory}, {@code keycloak}, {@code openssh}, {@code postgresql} or {@code vault}
   * @param user as whom it is written to: a bind name, a role, or an account
   * @param passwordFile its first line is the password, or the token of Vault
   * @param base below which groups are made, of a directory; the path of an engine, of Vault
   * @param url where it is, of a database, of Vault or of Active Directory
   * @param trust whose certificates are believed there, of Active Directory; without a word the platform's
   * @param people below which people are, of Active Directory
   * @param personAttribute what of theirs holds the id that they have in the directory of {@code regain.directory.*}
   * @param strict whether nothing is given while it is not known what is there; without a word it is
   * @param host where sshd is; {@code port} without a word is 22
   * @param keyFile the private key with which {@code user} comes in there
   * @param knownHosts the host's own key, as ssh keeps it
   * @param caFile the private Ed25519 key that signs certificates
   * @param from addresses from which alone certificates count, in CIDR notation, separated by commas
   * @param secretsFolder where services of a database read the passwords that are renewed
   * @param provisionedBy groups whose members can change the target themselves, and so have no say in what is given there
   * @param ends whether the directory has dynamic entries (RFC 2589), which end by themselves; without a word it has
   */
  record TargetLine(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String user,
      @JsonProperty("password-file") @Nullable String passwordFile,
      @Nullable String base,
      @Nullable String url,
      @Nullable String trust,
      @Nullable String people,
      @JsonProperty("person-attribute") @Nullable String personAttribute,
      @Nullable String host,
      @Nullable Integer port,
      @JsonProperty("key-file") @Nullable String keyFile,
      @JsonProperty("known-hosts") @Nullable String knownHosts,
      @JsonProperty("ca-file") @Nullable String caFile,
      @Nullable String from,
      @JsonProperty("secrets-folder") @Nullable String secretsFolder,
      @JsonProperty("provisioned-by") @Nullable Set<String> provisionedBy,
      @Nullable Boolean strict,
      @Nullable Boolean ends) {
    private static final int SSH = 22;

    int sshPort() {
      return port == null ? SSH : port;
    }

    String called() {
      return need(name, "a target", "name");
    }

    String needs(@Nullable String value, String key) {
      return need(value, called(), key);
    }

    Set<String> provisioners() {
      return provisionedBy == null ? Set.of() : provisionedBy;
    }

    boolean isStrict() {
      return strict == null || strict;
    }

    boolean endsByItself() {
      return ends == null || ends;
    }

    Secret password() {
      String file = needs(passwordFile, "password-file");
      try (var lines = Files.lines(Path.of(file))) {
        return lines.findFirst().filter(it -> !it.isEmpty()).map(Secret::of)
            .orElseThrow(() -> new IllegalStateException(called() + ": password-file is empty"));
      } catch (IOException unreadable) {
        throw new IllegalStateException(called() + ": password-file cannot be read: " + file, unreadable);
      }
    }
  }

  record PromptLine(@Nullable String name, @Nullable String says, @Nullable String shape) {
    Prompt prompt(String of) {
      return new Prompt(
          need(name, of, "prompts.name"), need(says, of, "prompts.says"),
          Pattern.compile(Optional.ofNullable(shape).orElse(OpenSshHost.KEY.equals(name) ? PublicKey.SHAPE : ".*")));
    }
  }

  record EntitlementLine(
      @Nullable String name,
      @Nullable String target,
      @Nullable String is,
      @Nullable String says,
      @JsonProperty("asked-by") @Nullable Set<String> askedBy,
      @JsonProperty("approved-by") @Nullable List<String> approvedBy,
      @Nullable String longest,
      @JsonProperty("answered-within") @Nullable String answeredWithin,
      @Nullable Boolean reviewed,
      @Nullable List<PromptLine> prompts) {
    Entitlement entitlement() {
      String called = need(name, "an entitlement", "name");
      return new Entitlement(
          called,
          need(target, called, "target"),
          need(is, called, "is"),
          need(says, called, "says"),
          need(askedBy, called, "asked-by"),
          need(approvedBy, called, "approved-by"),
          Duration.parse(need(longest, called, "longest")),
          Duration.parse(Optional.ofNullable(answeredWithin).orElse("PT4H")),
          reviewed == null || reviewed,
          Optional.ofNullable(prompts).orElse(List.of()).stream().map(it -> it.prompt(called)).toList());
    }
  }

  /** What outlives a grant because somebody could know it. */
  record SharedLine(
      @Nullable String name,
      @Nullable String target,
      @Nullable String is,
      @Nullable String says,
      @JsonProperty("known-by") @Nullable Set<String> knownBy,
      @Nullable String overlap) {
    SharedSecret secret() {
      String called = need(name, "a shared secret", "name");
      return new SharedSecret(
          called,
          need(target, called, "target"),
          need(is, called, "is"),
          need(says, called, "says"),
          Optional.ofNullable(knownBy).orElse(Set.of()),
          Duration.parse(Optional.ofNullable(overlap).orElse("PT1M")));
    }
  }

  /** On which terms privileged people come back; without it they do not here. */
  record RecoveryLine(
      @Nullable String says,
      @JsonProperty("approved-by") @Nullable List<String> approvedBy,
      @JsonProperty("answered-within") @Nullable String answeredWithin,
      @Nullable String lasts,
      @Nullable String delay) {
    RecoveryTerms terms() {
      return new RecoveryTerms(
          need(says, "recovery", "says"),
          need(approvedBy, "recovery", "approved-by"),
          Duration.parse(Optional.ofNullable(answeredWithin).orElse("PT12H")),
          Duration.parse(Optional.ofNullable(lasts).orElse("PT4H")),
          Duration.parse(Optional.ofNullable(delay).orElse("PT24H")));
    }
  }

  /** @throws IllegalStateException when it cannot be read, or not be right; the message says why and shows no secret */
  static PrivilegeFile read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), PrivilegeFile.class);
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException("regain.privileged.file: " + wrong.getOriginalMessage(), wrong);
    } catch (IOException unreadable) {
      throw new IllegalStateException("regain.privileged.file cannot be read: " + file, unreadable);
    }
  }

  List<TargetLine> allTargets() {
    return Optional.ofNullable(targets).orElse(List.of());
  }

  /** @throws IllegalStateException when one is without a bound, or on a target that there is not */
  PrivilegePolicy policy() {
    try {
      List<Entitlement> all = Optional.ofNullable(entitlements).orElse(List.of()).stream()
          .map(EntitlementLine::entitlement)
          .toList();
      for (Entitlement each : all) {
        if (isOnSsh(each) && each.prompts().stream().noneMatch(it -> it.name().equals(OpenSshHost.KEY))) {
          throw new IllegalArgumentException(each.name() + " has no prompt " + OpenSshHost.KEY);
        }
        if (allTargets().stream().noneMatch(it -> each.target().equals(it.name()))) {
          throw new IllegalArgumentException(each.name() + " is on a target that there is not: " + each.target());
        }
      }
      if (allTargets().stream().anyMatch(it -> PrivilegePolicy.REGAIN.equals(it.name()))) {
        throw new IllegalArgumentException("no target can be called " + PrivilegePolicy.REGAIN);
      }
      List<SharedSecret> secrets = Optional.ofNullable(shared).orElse(List.of()).stream().map(SharedLine::secret)
          .toList();
      for (SharedSecret each : secrets) {
        if (allTargets().stream().noneMatch(it -> each.target().equals(it.name()))) {
          throw new IllegalArgumentException(each.name() + " is on a target that there is not: " + each.target());
        }
      }
      List<String> folders = allTargets().stream().map(TargetLine::secretsFolder).filter(Objects::nonNull).toList();
      if (folders.stream().distinct().count() != folders.size()) {
        throw new IllegalArgumentException("two targets have one secrets-folder");
      }
      return new PrivilegePolicy(
          all, Optional.ofNullable(recovery).map(RecoveryLine::terms), secrets,
          allTargets().stream().collect(Collectors.toMap(TargetLine::called, TargetLine::provisioners, (a, b) -> a)));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new IllegalStateException("regain.privileged.file: " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Which of the groups that it names there is not.
   *
   * @param groups all that there are
   */
  Set<String> unknown(Set<String> groups) {
    PrivilegePolicy policy = policy();
    return Stream
        .of(
            policy.entitlements().stream().flatMap(it -> it.askedBy().stream()),
            policy.entitlements().stream().flatMap(it -> it.approvedBy().stream()),
            policy.recovery().stream().flatMap(it -> it.approvedBy().stream()),
            policy.provisioners().values().stream().flatMap(Set::stream))
        .flatMap(it -> it)
        .filter(it -> !groups.contains(it))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isOnSsh(Entitlement each) {
    return allTargets().stream().anyMatch(it -> each.target().equals(it.name()) && "openssh".equals(it.kind()));
  }

  private static <T> T need(@Nullable T value, String of, String key) {
    if (value == null) {
      throw new IllegalStateException("regain.privileged.file: " + of + " has no " + key);
    }
    return value;
  }
}
