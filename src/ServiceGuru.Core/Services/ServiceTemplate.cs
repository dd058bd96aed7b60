using System.Reflection;
using System.Text.RegularExpressions;
using ServiceGuru.Operations;

namespace ServiceGuru.Services;

/// <summary>The commented service definition that a new service begins with.</summary>
public static partial class ServiceTemplate
{
    /// <summary>The file's name, as the faces look for it.</summary>
    public const string FileName = "service.yaml";

    /// <summary>Makes a service's name of a folder's.</summary>
    public static string NameFor(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string name = OtherCharacters().Replace(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).ToLowerInvariant(), "-");
        return name[..Math.Min(name.Length, 63)].Trim('-') is { Length: > 0 } fit ? fit : "my-service";
    }

    /// <summary>Tells whether the definition could be written, as far as that can be seen without trying.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="name">The service's short name.</param>
    /// <exception cref="GuruException">As of <see cref="WriteAsync"/>.</exception>
    public static void Check(string path, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!NamePattern().IsMatch(name))
        {
            throw Refuse("InvalidName", $"'{name}' can't be the name of a service.", name, "Use lowercase letters, digits and hyphens, 1 to 63 characters.");
        }

        if (IsThere(path))
        {
            throw Exists(path);
        }

        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            throw new GuruException(NotWritten(path, $"There is no folder {folder}."));
        }
    }

    /// <summary>Writes the definition into a file that is not there yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The service's short name: lowercase letters, digits and hyphens, 1 to 63 characters.</param>
    /// <param name="cancellationToken">Ends the wait for the disk.</param>
    /// <exception cref="GuruException">The name can't be one (<c>InvalidName</c>), the file is there already
    /// (<c>FileExists</c>), or it can't be written (<c>FileNotWritten</c>).</exception>
    public static async Task WriteAsync(string path, string name, CancellationToken cancellationToken)
    {
        Check(path, name);
        string text = (await ReadAsync(cancellationToken).ConfigureAwait(false)).Replace("my-service", name, StringComparison.Ordinal);
        try
        {
            FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
            StreamWriter writer = new(file);
            await using (writer.ConfigureAwait(false))
            {
                await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException) when (IsThere(path))
        {
            throw Exists(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GuruException(NotWritten(path, error.Message), error);
        }
    }

    private static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    private static GuruException Exists(string path) =>
        Refuse("FileExists", $"There is a {Path.GetFileName(path)} here already; it was left as it is.", path, "Choose another folder, or move the file away.");

    private static Failure NotWritten(string path, string cause) =>
        Refuse("FileNotWritten", "The service definition can't be written.", path, "Choose a folder that is there and may be written to.").Failure with { Cause = cause };

    private static async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        Stream template = Assembly.GetExecutingAssembly().GetManifestResourceStream("service-template.yaml")
            ?? throw new InvalidOperationException("The template is missing from this build.");
        using StreamReader reader = new(template);
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static GuruException Refuse(string id, string message, string target, string nextAction) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = target,
        NextAction = nextAction,
    });

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex OtherCharacters();
}
