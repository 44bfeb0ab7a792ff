using Grpc.Core;

namespace Participatory.Gateway.Calls;

/// <summary>Lists that a page needs whole, in however many pages they come.</summary>
internal static class WholeList
{
    /// <param name="load">Asks for the page of a token; that of the first one is empty.</param>
    /// <param name="read">What stands on a page, and the token of the next one.</param>
    public static async Task<IReadOnlyList<TItem>> Load<TAnswer, TItem>(
        Func<string, AsyncUnaryCall<TAnswer>> load, Func<TAnswer, (IEnumerable<TItem> Items, string Next)> read)
    {
        List<TItem> all = [];
        var token = "";
        do
        {
            var (items, next) = read(await load(token));
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0);
        return all;
    }
}
