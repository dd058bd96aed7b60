using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Sessions;

/// <summary>Finds service definitions and runbooks by path or by the name of one that ships.</summary>
/// <param name="settings">Where to look.</param>
public sealed class DefinitionFiles(SessionSettings settings)
{
    /// <summary>
    /// Finds a service definition: the path or shipped name given, else <c>$SERVICEGURU_SERVICE</c>, else
    /// <c>./service.yaml</c>.
    /// </summary>
    /// <param name="service">A path, a shipped name such as <c>packit</c>, or null.</param>
    /// <returns>An absolute path of a file that exists.</returns>
    /// <exception cref="GuruException">There is none (<c>ServiceNotFound</c>).</exception>
    public string FindService(string? service)
    {
        string? asked = service ?? settings.Environment("SERVICEGURU_SERVICE") switch { { Length: > 0 } set => set, _ => null };
        return Find(asked ?? "service.yaml", "services") ?? throw NotFound(
            "ServiceNotFound",
            asked is null ? "No service definition was given, and there is no service.yaml here." : $"There is no service definition '{asked}'.",
            asked,
            "services",
            "Name one with --service (PowerShell: -Service) or $SERVICEGURU_SERVICE, or make one with 'guru init'.");
    }

    /// <summary>Finds a runbook by path or by the name of one that ships.</summary>
    /// <param name="runbook">A path, or a name such as <c>weekly-production</c>.</param>
    /// <returns>An absolute path of a file that exists.</returns>
    /// <exception cref="GuruException">There is none (<c>RunbookNotFound</c>).</exception>
    public string FindRunbook(string runbook) => Find(runbook, "runbooks")
        ?? throw NotFound("RunbookNotFound", $"There is no runbook '{runbook}'.", runbook, "runbooks", "Give the path of a file, or a name of these.");

    /// <summary>Lists what ships: names without their ending.</summary>
    /// <param name="folder"><c>services</c> or <c>runbooks</c>.</param>
    /// <returns>The names in order.</returns>
    public IReadOnlyList<string> Shipped(string folder)
    {
        string directory = Path.Combine(settings.ShippedDirectory, folder);
        return !Directory.Exists(directory) ? [] :
        [
            .. Directory.EnumerateFiles(directory, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
        ];
    }

    private string? Find(string name, string folder)
    {
        string path = Path.GetFullPath(name, settings.CurrentDirectory);
        if (File.Exists(path))
        {
            return path;
        }

        // A bare name is looked up among what ships; a path is not: nobody shall get another file than the one meant.
        string shipped = Path.Combine(settings.ShippedDirectory, folder, name + ".yaml");
        return name.AsSpan().IndexOfAny('/', '\\') < 0 && File.Exists(shipped) ? shipped : null;
    }

    private GuruException NotFound(string id, string message, string? target, string folder, string nextAction) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = target,
        Evidence = [$"ships: {string.Join(", ", Shipped(folder))}"],
        NextAction = nextAction,
    });
}
