using System.Globalization;
using Grpc.Core;
using Participatory.Gateway.Calls;

namespace Participatory.Tests.Unit.Gateway;

/// <summary>A list that a page needs whole is read to its end, and one that comes to no end is given up.</summary>
public sealed class WholeListTests
{
    [Fact]
    public async Task A_list_is_read_to_its_end()
    {
        Assert.Equal([1, 2, 3], await Read(pages: 3));
        Assert.Equal(WholeList.MostPages, (await Read(WholeList.MostPages)).Count);
    }

    [Fact]
    public async Task A_list_that_comes_to_no_end_is_given_up() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Read(WholeList.MostPages + 1));

    private static Task<IReadOnlyList<int>> Read(int pages) => WholeList.Load(
        token => Answer(token.Length == 0 ? 1 : int.Parse(token, CultureInfo.InvariantCulture)),
        page => ((IEnumerable<int>)[page], page == pages ? "" : (page + 1).ToString(CultureInfo.InvariantCulture)));

    private static AsyncUnaryCall<int> Answer(int page) =>
        new(Task.FromResult(page), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
}
