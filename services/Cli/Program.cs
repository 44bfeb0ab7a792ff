using System.CommandLine;
using Participatory.Cli.Counts;
using Participatory.Cli.Explain;
using Participatory.Cli.Generate;
using Participatory.Cli.Ledgers;
using Participatory.Cli.Verify;

var root = new RootCommand(
    """
    Counts participatory budgets, exactly, and says why.

    Begin with an election in Pabulib's .pb format (pabulib.org has hundreds; generate makes one up):

      participatory generate town.pb
      participatory count town.pb                             who wins by the most votes, and why not the others
      participatory compare town.pb                           beside the Method of Equal Shares
      participatory explain 17 town.pb --rule equal-shares    what project 17 lacked
      participatory count town.pb --html town.html            a report with charts

    Exit codes: 0 done; 1 the command line cannot be understood; 2 a file cannot be read or written, or has no such
    project; 3 the rule cannot count these ballots; 4 a bundle or ledger is not as it should be. Of several files, the highest.
    """)
{
    CountCommand.Create(),
    CompareCommand.Create(),
    ExplainCommand.Create(),
    VerifyCommand.Create(),
    VerifyLedgerCommand.Create(),
    GenerateCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
