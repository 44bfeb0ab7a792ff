using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>A round has opened: keeps what its areas are called and when it hopes to hear how it went, for the public files.</summary>
internal static class LearnPlaces
{
    private static readonly Sql InsertPlan = new("""
        INSERT INTO round_plan (round_id, story_after_days) SELECT @RoundId, @StoryAfterDays
        WHERE NOT EXISTS (SELECT 1 FROM round_plan {lock} WHERE round_id = @RoundId)
        """);

    private static readonly Sql InsertPlace = new("""
        INSERT INTO round_place (round_id, area_code, name) VALUES (@RoundId, @AreaCode, @Name)
        """);

    public static async Task Apply(RoundOpened message, Transaction transaction)
    {
        if (await transaction.Execute(InsertPlan, new { message.RoundId, message.StoryAfterDays }) == 0)
        {
            return;
        }

        foreach (var area in message.Areas.DistinctBy(area => area.AreaCode, StringComparer.Ordinal))
        {
            await transaction.Execute(InsertPlace, new { message.RoundId, area.AreaCode, area.Name });
        }
    }
}
