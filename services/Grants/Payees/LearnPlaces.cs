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

    // A correction of its name may have come before the round.
    private static readonly Sql InsertPlace = new("""
        INSERT INTO round_place (round_id, area_code, name) VALUES (@RoundId, @AreaCode, COALESCE((
            SELECT name FROM renamed_place WHERE round_id = @RoundId AND area_code = @AreaCode), @Name))
        """);

    private static readonly Sql UpdateRenamed = new("""
        UPDATE renamed_place SET number = @Number, name = @Name
        WHERE round_id = @RoundId AND area_code = @AreaCode AND number < @Number
        """);

    private static readonly Sql InsertRenamed = new("""
        INSERT INTO renamed_place (round_id, area_code, number, name) SELECT @RoundId, @AreaCode, @Number, @Name
        WHERE NOT EXISTS (SELECT 1 FROM renamed_place WHERE round_id = @RoundId AND area_code = @AreaCode)
        """);

    private static readonly Sql UpdatePlace = new("""
        UPDATE round_place SET name = @Name WHERE round_id = @RoundId AND area_code = @AreaCode
        """);

    public static async Task Apply(RoundOpened message, Transaction transaction)
    {
        await transaction.Hold("places", message.RoundId);
        if (await transaction.Execute(InsertPlan, new { message.RoundId, message.StoryAfterDays }) == 0)
        {
            return;
        }

        foreach (var area in message.Areas.DistinctBy(area => area.AreaCode, StringComparer.Ordinal))
        {
            await transaction.Execute(InsertPlace, new { message.RoundId, area.AreaCode, area.Name });
        }
    }

    /// <summary>Names were corrected: of each area the latest correction counts, in whatever order they are heard.</summary>
    public static async Task Apply(AreasRenamed message, Transaction transaction)
    {
        await transaction.Hold("places", message.RoundId);
        foreach (var area in message.Areas)
        {
            var renamed = new { message.RoundId, area.AreaCode, message.Number, area.Name };
            if (await transaction.Execute(UpdateRenamed, renamed) + await transaction.Execute(InsertRenamed, renamed) > 0)
            {
                await transaction.Execute(UpdatePlace, renamed);
            }
        }
    }
}
