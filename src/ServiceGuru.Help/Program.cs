using System.Text;
using ServiceGuru.Help;

if (args is not [string pages, string assembly, string output, string online, ..])
{
    Console.Error.WriteLine("usage: ServiceGuru.Help PAGES ASSEMBLY OUTPUT ONLINE [REFERENCE ...]");
    return 2;
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
HelpBuild build = new(pages, new Uri(online));
IReadOnlyList<PageMistake> mistakes = build.Run(CmdletAssembly.Read(assembly, args[4..]), output);
foreach (PageMistake mistake in mistakes)
{
    Console.WriteLine(mistake);
}

return mistakes.Count > 0 ? 1 : 0;
