using System.Reflection;

namespace ServiceGuru.Host;

/// <summary>How this program is started: to start itself again, and to print commands that work as they stand.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Leading">What comes before the arguments: the assembly, where the program is <c>dotnet</c>.</param>
public sealed record SelfCommand(string FileName, IReadOnlyList<string> Leading)
{
    /// <summary>Gets how the running process was started.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>The command.</returns>
    public static SelfCommand OfProcess(Func<string, string?> environment)
    {
        string program = Environment.ProcessPath ?? "guru";
        if (Path.GetFileNameWithoutExtension(program) != "dotnet")
        {
            return new SelfCommand(IsOnPath(program, environment("PATH")) ? Path.GetFileName(program) : program, []);
        }

        string assembly = Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetExecutingAssembly().GetName().Name}.dll");
        return new SelfCommand(program, [assembly]);
    }

    /// <summary>Gives the command line for a shell.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>One line, quoted where a shell needs it.</returns>
    public string Line(params IEnumerable<string> arguments) => string.Join(' ', Leading.Prepend(FileName).Concat(arguments).Select(Quote));

    // People may type the bare name only where the shell would find this very program.
    private static bool IsOnPath(string program, string? path) => path?.Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, Path.GetFileName(program)))
        .FirstOrDefault(File.Exists) == program;

    private static string Quote(string argument) =>
        argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || "-_./:=@%+,\\".Contains(character, StringComparison.Ordinal))
            ? argument
            : OperatingSystem.IsWindows() ? $"\"{argument}\"" : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
