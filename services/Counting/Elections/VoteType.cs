namespace Participatory.Counting.Elections;

/// <summary>How voters fill in a ballot. The names are those of Pabulib's <c>vote_type</c>.</summary>
/// <remarks>Source: Faliszewski et al., "Participatory Budgeting: Data, Tools and Analysis" (IJCAI 2023), and pabulib.org/format.</remarks>
public enum VoteType
{
    /// <summary><c>approval</c>: a set of projects, each worth one vote.</summary>
    Approval,

    /// <summary><c>choose-1</c>: one project.</summary>
    ChooseOne,

    /// <summary><c>cumulative</c>: points shared out between projects.</summary>
    Cumulative,

    /// <summary><c>scoring</c>: points for each project, independent of each other.</summary>
    Scoring,

    /// <summary><c>ordinal</c>: projects in order, the best liked first.</summary>
    Ordinal,
}

/// <summary>What a <see cref="VoteType"/> means for reading and counting.</summary>
public static class VoteTypes
{
    /// <summary>True when ballots carry points beside the projects.</summary>
    /// <param name="type">The vote type.</param>
    public static bool HasPoints(this VoteType type) => type is VoteType.Cumulative or VoteType.Scoring;

    /// <summary>True when the order of the projects on a ballot means something.</summary>
    /// <param name="type">The vote type.</param>
    public static bool HasOrder(this VoteType type) => type is VoteType.Ordinal;

    /// <summary>Pabulib's word for the type, e.g. <c>choose-1</c>.</summary>
    /// <param name="type">The vote type.</param>
    public static string ToPabulib(this VoteType type) => type switch
    {
        VoteType.Approval => "approval",
        VoteType.ChooseOne => "choose-1",
        VoteType.Cumulative => "cumulative",
        VoteType.Scoring => "scoring",
        VoteType.Ordinal => "ordinal",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This vote type does not exist."),
    };

    /// <summary>The type that Pabulib calls <paramref name="word"/>, or null when there is none. Letter case does not matter.</summary>
    /// <param name="word">For example <c>approval</c>.</param>
    public static VoteType? FromPabulib(string word) => word.ToLowerInvariant() switch
    {
        "approval" => VoteType.Approval,
        "choose-1" => VoteType.ChooseOne,
        "cumulative" => VoteType.Cumulative,
        "scoring" => VoteType.Scoring,
        "ordinal" => VoteType.Ordinal,
        _ => null,
    };
}
