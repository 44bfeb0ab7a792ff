using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Platform.Calls;
using VoteType = Participatory.Types.V1.VoteType;

namespace Participatory.Proposals.Rounds;

/// <summary>What can be made of a round's kind of ballots, as Counting describes it.</summary>
internal static class VoteTypes
{
    /// <summary>The description; null for a type that there is not.</summary>
    public static BallotType? Described(this VoteType type) => BallotType.Numbered((int)type);

    /// <summary>As ballot papers have it; the database has it as <see cref="StateText"/> writes it.</summary>
    public static string NameOf(VoteType type) => type.Described()?.Name ?? BallotType.All[0].Name;

    public static bool CanBeCountedBy(VoteType type, string utility) => UtilityKind.Named(utility)?.Fits(Counted(type)) == true;

    /// <summary>The utilities that such ballots have.</summary>
    public static IEnumerable<string> Utilities(VoteType type) => UtilityKind.NamesFor(Counted(type));

    private static Counting.Elections.VoteType Counted(VoteType type) => (type.Described() ?? BallotType.All[0]).Counted;
}
