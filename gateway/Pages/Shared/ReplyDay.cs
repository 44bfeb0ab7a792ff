using Participatory.Accountability.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>When the council promised to reply to a story.</summary>
public static class ReplyDay
{
    /// <returns>The sentence with the day, or the one without where none was promised or it has passed.</returns>
    public static string Sentence(Story story, Round? round, string with, string without, Say say)
    {
        if (round?.Policies is not { AnswerWithinDays: > 0 and var days } || story.TellTime is null)
        {
            return without;
        }

        var by = story.TellTime.ToDateTimeOffset().AddDays(days);
        return say.HasPassed(Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(by)) ? without
            : say.Fill(with, say.LastDay(by));
    }
}
