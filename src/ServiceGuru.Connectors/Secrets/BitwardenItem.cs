using System.Text.Json;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Secrets;

/// <summary>Reads an item as <c>bw get item</c> writes it (https://bitwarden.com/help/cli/#get).</summary>
internal static class BitwardenItem
{
    /// <summary>Finds a field: the login's <c>username</c> or <c>password</c>, the <c>notes</c>, or a custom field by name.</summary>
    /// <exception cref="Operations.GuruException">It is another item, or has no such field (<c>SecretUnavailable</c>).</exception>
    public static string Find(string json, string item, string field, SecretReference reference)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;

            // bw searches: asked for "token" it gives "old token", if that is the only hit.
            if (Text(root, "name") != item && Text(root, "id") != item)
            {
                throw SecretFailures.NotThere(reference, "There is no item of exactly this name or id.", "Correct the name in the reference; look with: bw list items --search NAME");
            }

            return BuiltIn(root, field) ?? Custom(root, field) ?? throw SecretFailures.NotThere(
                reference, $"The item has no field '{field}'.", "Fields are username, password, notes, and the item's custom fields by name.");
        }
        catch (JsonException)
        {
            // The exception may quote what it read.
            throw SecretFailures.NotReadable(reference, "bw wrote no JSON.", "Check the program: bw status");
        }
    }

    private static string? BuiltIn(JsonElement item, string field) => field switch
    {
        "username" or "password" => item.TryGetProperty("login", out JsonElement login) && login.ValueKind == JsonValueKind.Object ? Text(login, field) : null,
        "notes" => Text(item, "notes"),
        _ => null,
    };

    private static string? Custom(JsonElement item, string field) =>
        item.TryGetProperty("fields", out JsonElement fields) && fields.ValueKind == JsonValueKind.Array
            ? fields.EnumerateArray().Where(one => Text(one, "name") == field).Select(one => Text(one, "value")).FirstOrDefault()
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
