using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Reads what a request brings, and refuses what nobody asked for.</summary>
internal static class Requests
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MostBytes = 32 * 1024;

    private const int MostText = 2000;

    private static readonly JsonSerializerOptions Strict = new(LedgerJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
        MaxDepth = 8,
    };

    private static readonly JsonDocumentOptions Whole = new() { AllowDuplicateProperties = false, MaxDepth = Strict.MaxDepth };

    /// <summary>Reads the body.</summary>
    /// <exception cref="GuruException"><c>InvalidRequest</c>.</exception>
    public static async Task<T> BodyAsync<T>(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new GuruException(Wrong("The body must be application/json."));
        }

        NoQuery(context);
        try
        {
            // Read whole at first: the serializer itself would look for double names in free-form values only when they are used.
            using JsonDocument document = await JsonDocument.ParseAsync(context.Request.Body, Whole, context.RequestAborted).ConfigureAwait(false);
            return document.Deserialize<T>(Strict)
                ?? throw new GuruException(Wrong("The body must be an object."));
        }
        catch (JsonException error)
        {
            // The parser's own message would repeat what was sent.
            throw new GuruException(Wrong($"The body is not what is expected here{(error.Path is { Length: > 1 and < 100 } path ? $" (at {path})" : string.Empty)}."), error);
        }
    }

    /// <summary>Refuses query parameters.</summary>
    public static void NoQuery(HttpContext context) => OnlyQuery(context);

    /// <summary>Refuses query parameters other than these, and any that come twice.</summary>
    public static void OnlyQuery(HttpContext context, params ReadOnlySpan<string> names)
    {
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Query)
        {
            if (!names.Contains(name) || values.Count != 1)
            {
                throw new GuruException(Wrong(names.Length == 0 ? "No query parameters are known here." : $"The query parameters here are {string.Join(", ", names!)}, each once."));
            }
        }
    }

    /// <summary>Reads a whole number of the query.</summary>
    public static long Number(HttpContext context, string name, long otherwise, long least, long most)
    {
        string? text = context.Request.Query[name];
        if (text is null)
        {
            return otherwise;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most
            ? number
            : throw new GuruException(Wrong($"{name} must be a whole number from {least} to {most}."));
    }

    /// <summary>Reads the run's id of the path; nothing else reaches the ledger.</summary>
    public static string RunId(HttpContext context)
    {
        string? id = (string?)context.Request.RouteValues["run"];
        return RunIds.IsValid(id) ? id! : throw new GuruException(new Failure
        {
            Id = "RunNotFound",
            Kind = FailureKind.Usage,
            Message = "This is no run's id.",
            NextAction = $"List the runs with {ApiRoutes.Root}/runs.",
        });
    }

    /// <summary>Gives a text that somebody wrote, trimmed; null where it is empty.</summary>
    public static string? Text(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return text.Length > MostText ? throw new GuruException(Wrong($"{name} must be text of at most {MostText} characters."))
            : text.Any(character => char.IsControl(character) && character is not ('\n' or '\t' or '\r')) ? throw new GuruException(Wrong($"{name} must be text without control characters, such as NUL or Escape."))
            : text.Trim();
    }

    public static Failure Wrong(string message) => new() { Id = "InvalidRequest", Kind = FailureKind.Usage, Message = message, NextAction = "See docs/serve-api.md." };
}
