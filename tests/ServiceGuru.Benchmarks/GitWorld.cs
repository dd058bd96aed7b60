using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ServiceGuru.Benchmarks;

/// <summary>Makes bare repositories with a history of merge commits that carry release notes.</summary>
internal static class GitWorld
{
    public static string Create(string folder, string name, int commits, int stableAt)
    {
        string path = Path.Combine(folder, name + ".git");
        Git(folder, null, "init", "--quiet", "--bare", "--initial-branch=main", path);
        StringBuilder stream = new();
        long time = 1_700_000_000;
        int mark = 0;
        for (int number = 1; number <= commits; number++)
        {
            string message = $"Merge pull request #{number} from someone/branch\n\nChange {number}\n\nRELEASE NOTES BEGIN\n\nPackit does thing {number} now.\n\nRELEASE NOTES END\n";
            stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\nmark :{++mark}\ncommitter A <a@example.org> {time += 600} +0000\ndata {Encoding.UTF8.GetByteCount(message)}\n{message}");
            if (mark > 2)
            {
                stream.Append(CultureInfo.InvariantCulture, $"from :{mark - 1}\nmerge :{mark - 2}\n");
            }

            stream.Append(CultureInfo.InvariantCulture, $"M 644 inline file\ndata 4\n{number % 1000:000}\n\n");
            if (number == stableAt)
            {
                stream.Append(CultureInfo.InvariantCulture, $"reset refs/heads/stable\nfrom :{mark}\n\n");
            }
        }

        Git(path, stream.ToString(), "fast-import", "--quiet");
        return path;
    }

    public static string Git(string folder, string? input, params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {arguments[0]} ended with {process.ExitCode}");
    }
}
