using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>How a suggestion to join two ideas, or to split one, is said.</summary>
public static class JoiningWords
{
    /// <summary>What it is about.</summary>
    public static string Of(Joining one) => one.Kind switch
    {
        JoiningKind.Split => Words.Joinings.SplitPageTitle,
        JoiningKind.Hint => Words.Joinings.SaidHint,
        _ => Words.Joinings.PageTitle,
    };

    /// <summary>Who suggests what.</summary>
    public static string SaidBy(Joining one) => one.Kind switch
    {
        JoiningKind.Split => one.Mine ? Words.Joinings.SaidSplitMine : Words.Joinings.SaidSplitTheirs,
        JoiningKind.Hint => Words.Joinings.SaidHint,
        _ => one.Mine ? Words.Joinings.SaidMine : Words.Joinings.SaidTheirs,
    };

    /// <summary>What came of it.</summary>
    public static string StateOf(Joining one) => one.State switch
    {
        JoiningState.Accepted => Words.Joinings.StateAccepted,
        JoiningState.Refused => Words.Joinings.StateRefused,
        JoiningState.Ended => Words.Joinings.StateEnded,
        _ => Words.Joinings.StateOpen,
    };
}
