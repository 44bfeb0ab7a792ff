using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class LearningTests
{
    [Theory, EveryDatabase]
    public async Task Groups_say_what_their_stories_are_about_and_what_may_be_quoted(string engine)
    {
        await using var run = await Start(engine);
        var bench = await run.TellStory("1", People.Amina, "We built it together. It rained, and we laughed.");
        var choir = await run.TellStory("2", People.Tom, "Forty people sang.");

        await run.As(People.Amina).TagStoryAsync(
            Tag(bench.ReportId, "It rained, and we laughed.", "Young  People", "weather", "young people"));
        await run.As(People.Tom).TagStoryAsync(Tag(choir.ReportId, "", "young people"));

        var learned = await run.As(People.Nobody).GetLearningAsync(new() { RoundId = Round });
        Assert.Equal([("young people", 2), ("weather", 1)], learned.Themes.Select(theme => (theme.Theme_, theme.Stories)));
        Assert.Equal([("It rained, and we laughed.", bench.ReportId), ("", choir.ReportId)],
            learned.Themes[0].Quotations.Select(quotation => (quotation.Words, quotation.ReportId)));
        Assert.Equal(2, learned.Stories);
        Assert.Equal(["weather", "young people"], (await run.As(People.Amina).GetTagsAsync(new() { ReportId = bench.ReportId })).Themes);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_puts_words_into_their_mouths(string engine)
    {
        await using var run = await Start(engine);
        var told = await run.TellStory("1", People.Amina, "We built it together.");

        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina)
            .TagStoryAsync(Tag(told.ReportId, "We built it alone.")));
        await Refused(StatusCode.PermissionDenied, "NOT_THEIR_STORY", async () => await run.As(People.Grace)
            .TagStoryAsync(Tag(told.ReportId, "", "success")));
        await Refused(
            StatusCode.NotFound, "REPORT_NOT_FOUND", async () => await run.As(People.Tom).TagStoryAsync(Tag(told.ReportId, "", "success")));
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina)
            .TagStoryAsync(Tag(told.ReportId, "", "a", "b", "c", "d", "e", "f")));
    }

    [Theory, EveryDatabase]
    public async Task What_is_for_the_council_alone_teaches_nobody_else(string engine)
    {
        await using var run = await Start(engine);
        var told = await run.TellStory("1", People.Amina, "We quarrelled.", Audience.Council);
        await run.As(People.Amina).TagStoryAsync(Tag(told.ReportId, "We quarrelled.", "quarrels"));

        var learned = await run.As(People.Nobody).GetLearningAsync(new() { RoundId = Round });
        Assert.Empty(learned.Themes);
        Assert.Equal(0, learned.Stories);
    }

    [Theory, EveryDatabase]
    public async Task A_group_may_say_it_anew(string engine)
    {
        await using var run = await Start(engine);
        var told = await run.TellStory("1", People.Amina, "We built it together.");
        await run.As(People.Amina).TagStoryAsync(Tag(told.ReportId, "We built it together.", "building"));
        await run.As(People.Amina).TagStoryAsync(Tag(told.ReportId, "", "neighbours"));

        var theme = Assert.Single((await run.As(People.Nobody).GetLearningAsync(new() { RoundId = Round })).Themes);
        Assert.Equal(("neighbours", ""), (theme.Theme_, theme.Quotations[0].Words));
    }

    [Theory, EveryDatabase]
    public async Task Words_that_are_taken_back_are_quoted_no_more(string engine)
    {
        await using var run = await Start(engine);
        var told = await run.TellStory("1", People.Amina, "We built it together.");
        await run.As(People.Amina).TagStoryAsync(Tag(told.ReportId, "We built it together.", "building"));

        var part = Assert.Single((await run.As(People.Amina).GetReportAsync(new() { ReportId = told.ReportId })).Story.Tellings);
        await run.As(People.Amina).WithdrawPartAsync(new() { RequestId = Request(), ReportId = told.ReportId, PartId = part.PartId });

        Assert.Empty((await run.As(People.Nobody).GetLearningAsync(new() { RoundId = Round })).Themes);
        Assert.Empty((await run.As(People.Amina).GetTagsAsync(new() { ReportId = told.ReportId })).Quotation);
        await Refused(StatusCode.InvalidArgument, "INVALID_REQUEST", async () => await run.As(People.Amina)
            .TagStoryAsync(Tag(told.ReportId, "We built it together.", "building")));
    }

    private static TagStoryRequest Tag(string reportId, string quotation, params string[] themes)
    {
        var request = new TagStoryRequest { RequestId = Request(), ReportId = reportId, Quotation = quotation };
        request.Themes.AddRange(themes);
        return request;
    }
}
