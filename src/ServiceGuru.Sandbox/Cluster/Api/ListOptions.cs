using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>What a list or watch asks for (meta/v1 ListOptions).</summary>
internal sealed record ListOptions
{
    public required LabelSelector Labels { get; init; }

    public required FieldSelector Fields { get; init; }

    /// <summary>Whether changes are wanted, not the list.</summary>
    public bool Watch { get; init; }

    public bool Bookmarks { get; init; }

    /// <summary>Whether a watch begins with what exists and marks the end of that.</summary>
    public bool InitialEvents { get; init; }

    /// <summary>The largest number of objects in one answer; 0 for all.</summary>
    public int Limit { get; init; }

    /// <summary>The token of the page before; null for the first.</summary>
    public string? Continue { get; init; }

    /// <summary>The version from which on; null where none was given or it says "any".</summary>
    public long? Version { get; init; }

    /// <summary>After which time a watch ends.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Reads the query.</summary>
    /// <exception cref="ApiException">400 where a value can't be read.</exception>
    public static ListOptions Read(IQueryCollection query, ResourceKind kind)
    {
        var timeout = Number(query, "timeoutSeconds");
        var version = Number(query, "resourceVersion");
        return new()
        {
            Labels = LabelSelector.Parse(query["labelSelector"].ToString()),
            Fields = FieldSelector.Parse(kind, query["fieldSelector"].ToString()),
            Watch = Flag(query, "watch"),
            Bookmarks = Flag(query, "allowWatchBookmarks"),
            InitialEvents = Flag(query, "sendInitialEvents"),
            Limit = (int)Math.Clamp(Number(query, "limit") ?? 0, 0, int.MaxValue),
            Continue = query["continue"] is [{ Length: > 0 } token] ? token : null,
            Version = version is null or 0 ? null : version,
            Timeout = timeout > 0 ? TimeSpan.FromSeconds(timeout.Value) : TimeSpan.FromMinutes(30),
        };
    }

    /// <summary>Whether an object is asked for.</summary>
    public bool Selects(StoredObject item) => Fields.Matches(item) && Labels.Matches(item.Content);

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1";

    private static long? Number(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        return text.Length == 0 ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiErrors.BadRequest($"Invalid value: \"{text}\": {name} must be a whole number");
    }
}
