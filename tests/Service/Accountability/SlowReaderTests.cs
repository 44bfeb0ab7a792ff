using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

/// <summary>Whoever takes what we give as slowly as they like holds nothing up.</summary>
public sealed class SlowReaderTests
{
    private static readonly Sql Write = new("UPDATE report SET times_asked = times_asked");

    [Theory, EveryDatabase]
    public async Task While_somebody_is_given_everything_the_log_of_the_database_is_cut_after_each_row_and_piece(string engine)
    {
        await using var run = await Start(engine);
        var report = (await run.Ask(People.Amina, "award-1")).ReportId;
        for (var photo = 0; photo < 2; photo++)
        {
            await run.Upload(People.Amina, report, TestJpeg.Picture());
        }

        await run.Speak(People.Amina, report, TestSound.Webm());
        await run.Tell(People.Amina, report, "It went well.");
        var (rows, pieces) = (0, new List<string>());
        var mine = new MyRows(run.Service.Database, People.Amina.Subject, async part =>
        {
            await using (var transaction = await run.Service.Database.Begin(TestContext.Current.CancellationToken))
            {
                await transaction.Execute(Write);
                await transaction.Commit();
            }

            Assert.True(
                await run.Service.Database.TruncateLog(TestContext.Current.CancellationToken), $"Something is still read at {part}.");
            rows += part.Row is null ? 0 : 1;
            pieces.AddRange(part.Piece is { } piece ? [piece.FileId] : (string[])[]);
        }, TestContext.Current.CancellationToken);
        await run.Service.Services.GetRequiredService<PersonalData>().Read(mine);

        Assert.True(rows > 5);
        Assert.Equal(3, pieces.Distinct().Count());
    }
}
