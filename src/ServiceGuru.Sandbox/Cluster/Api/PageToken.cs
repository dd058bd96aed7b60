using System.Globalization;
using System.Text;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Where the next page of a list begins.</summary>
/// <param name="Version">The first page's version: from there a watch misses nothing, whatever changed between pages.</param>
/// <param name="Last">The last object of the page before.</param>
internal sealed record PageToken(long Version, ObjectName Last)
{
    /// <summary>Reads a token.</summary>
    /// <exception cref="ApiException">400 where it is none.</exception>
    public static PageToken Parse(string text)
    {
        var buffer = new byte[text.Length];
        if (Convert.TryFromBase64String(text, buffer, out var length)
            && Encoding.UTF8.GetString(buffer, 0, length).Split('\n') is [var version, var space, var name]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new(number, new(space, name));
        }

        throw ApiErrors.BadRequest("continue key is not valid");
    }

    /// <summary>The token's text.</summary>
    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Version}\n{Last.Namespace}\n{Last.Name}"));
}
