package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A realm of the tests: its one person has a password and an authenticator app; its application is {@code portal}. */
public final class TestRealm {
  public static final String OLD = "the old password of Birte";
  static final String OTP_KEY = "12345678901234567890";
  static final String CLIENT = "regain";
  static final String CLIENT_SECRET = "s3cr3t+of/the client";

  final Keycloak keycloak;
  final String name;

  TestRealm(Keycloak keycloak, String name) {
    this.keycloak = keycloak;
    this.name = name;
  }

  /** What Regain is told of it. The machine of the tests may be slow. */
  public Map<String, String> settings() {
    return Map.of(
        "regain.keycloak.url", keycloak.url(),
        "regain.keycloak.realm", name,
        "regain.keycloak.client-id", CLIENT,
        "regain.keycloak.client-secret", CLIENT_SECRET,
        "regain.keycloak.connect-timeout", "PT5S",
        "regain.keycloak.answer-timeout", "PT10S",
        "regain.keycloak.timeout", "PT20S");
  }

  /** Regain's side of it, with other settings, beside a directory in which everybody has this name. */
  Realm connected(Map<String, String> other, String name) {
    Map<String, String> keys = new HashMap<>(settings());
    keys.putAll(other);
    return new Realm(KeycloakSettings.of(key -> Optional.ofNullable(keys.get(key))), new OnePerson(name));
  }

  public KeycloakBrowser browser() {
    return new KeycloakBrowser(this);
  }

  /** Whether a refresh token is still good for new tokens. */
  public boolean refreshes(String refreshToken) {
    HttpResponse<String> answer = keycloak.form(
        "/realms/" + name + "/protocol/openid-connect/token",
        "grant_type=refresh_token&client_id=portal&refresh_token=" + refreshToken);
    if (answer.statusCode() != 200 && answer.statusCode() != 400) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return answer.statusCode() == 200;
  }

  /** Registers where the application is told of a logout. */
  void tellAtLogout(String url) {
    String id = Keycloak.json(admin("GET", "/clients?clientId=portal", "").body()).get(0).path("id").asText();
    HttpResponse<String> answer = admin(
        "PUT", "/clients/" + id,
        "{\"clientId\": \"portal\", \"attributes\": {\"backchannel.logout.url\": \"" + url + "\"}}");
    if (answer.statusCode() != 204) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  /** As the administrator. */
  public HttpResponse<String> admin(String method, String path, String body) {
    return keycloak.send(method, "/admin/realms/" + name + path, body);
  }

  public JsonNode user() {
    return Keycloak.json(admin("GET", "/users?username=b.hansen&exact=true", "").body()).get(0);
  }

  /** Codes of an authenticator app are taken from some minutes around, so that no two logins need the same one. */
  String definition(String personId) {
    return """
        {"realm": "REALM", "enabled": true, "sslRequired": "external", "otpPolicyType": "totp",
         "otpPolicyAlgorithm": "HmacSHA1", "otpPolicyDigits": 6, "otpPolicyPeriod": 30, "otpPolicyInitialCounter": 0,
         "otpPolicyLookAheadWindow": 40,
         "clients": [
          {"clientId": "regain", "secret": "SECRET", "serviceAccountsEnabled": true, "standardFlowEnabled": false},
          {"clientId": "powerless", "secret": "SECRET", "serviceAccountsEnabled": true, "standardFlowEnabled": false},
          {"clientId": "portal", "publicClient": true, "standardFlowEnabled": true,
           "redirectUris": ["http://127.0.0.1:1/back"]}],
         "users": [
          {"username": "service-account-regain", "enabled": true, "serviceAccountClientId": "regain",
           "clientRoles": {"realm-management": ["manage-users", "view-users"]}},
          {"username": "service-account-powerless", "enabled": true, "serviceAccountClientId": "powerless",
           "clientRoles": {"realm-management": ["view-users"]}},
          {"username": "b.hansen", "enabled": true, "firstName": "Birte", "lastName": "Hansen",
           "email": "b.hansen@nordhafen.example", "emailVerified": true, "realmRoles": ["default-roles-REALM"],
           "attributes": {"LDAP_ID": ["PERSON"]},
           "credentials": [
            {"type": "password", "value": "OLD"},
            {"type": "otp", "userLabel": "phone", "secretData": "{\\"value\\":\\"OTPKEY\\"}",
             "credentialData": "{\\"subType\\":\\"totp\\",\\"digits\\":6,\\"period\\":30,\\"algorithm\\":\\"HmacSHA1\\"}"}]}]}
        """
        .replace("REALM", name)
        .replace("SECRET", CLIENT_SECRET)
        .replace("PERSON", personId)
        .replace("OLD", OLD)
        .replace("OTPKEY", OTP_KEY);
  }
}
