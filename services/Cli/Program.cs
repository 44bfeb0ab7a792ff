using System.CommandLine;
using Participatory.Cli.Counts;
using Participatory.Cli.Generate;

var root = new RootCommand(
    """
    Counts participatory budgets, exactly, and says why.

    Exit codes: 0 done; 1 the command line cannot be understood; 2 a file cannot be read or written;
    3 the rule cannot count these ballots.
    """)
{
    CountCommand.Create(),
    CompareCommand.Create(),
    GenerateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
