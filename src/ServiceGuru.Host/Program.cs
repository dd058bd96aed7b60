using System.CommandLine;

RootCommand root = new("ServiceGuru: a team's release ritual as one command that can be watched, stopped, resumed and trusted.");
return await root.Parse(args).InvokeAsync();
