using System.CommandLine;
using Participatory.Cli.Counts;
using Participatory.Cli.Generate;
using Participatory.Cli.Verify;

var root = new RootCommand(
    """
    Counts participatory budgets, exactly, and says why.

    Exit codes: 0 done; 1 the command line cannot be understood; 2 a file cannot be read or written;
    3 the rule cannot count these ballots; 4 a bundle is not as it should be.
    """)
{
    CountCommand.Create(),
    CompareCommand.Create(),
    VerifyCommand.Create(),
    GenerateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
