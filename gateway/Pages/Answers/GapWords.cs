using Participatory.Accountability.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Answers;

/// <summary>How we say whom we have not heard from yet.</summary>
internal static class GapWords
{
    /// <summary>"People under 25: 1 in 5 of the people who live here. Of those who told us about themselves, 1 in 20."</summary>
    public static string Of(NotHeard group, Say say)
    {
        var (living, told) = (Share(group.Living, group.LivingOf, say), Share(group.Told, group.ToldOf, say));
        return living == told
            ? Fill(group, InHundred(group.Living, group.LivingOf, say), InHundred(group.Told, group.ToldOf, say), say)
            : Fill(group, living, told, say);
    }

    private static string Fill(NotHeard group, string living, string told, Say say) => say.Fill(
        Words.Answering.FairnessGap, CensusWords.People(group.Question, group.Choice), living, told);

    // Up to a third as one in so many, beyond it in tens.
    private static string Share(long part, long whole, Say say) => part * 3 <= whole
        ? say.Fill(Words.Answering.FairnessOneIn, say.Number((long)Math.Round((decimal)whole / part, MidpointRounding.AwayFromZero)))
        : say.Fill(Words.Answering.FairnessInTen, say.Number((long)Math.Round(part * 10m / whole, MidpointRounding.AwayFromZero)));

    private static string InHundred(long part, long whole, Say say) => say.Fill(
        Words.Answering.FairnessInHundred, say.Number((long)Math.Round(part * 100m / whole, MidpointRounding.AwayFromZero)));
}
