using System.Globalization;

namespace Offboarding.Plugins.Review;

/// <summary>Where a walk over many rows stands, as token <c>position;size</c>. Sizes are powers of two and positions multiples of them, so that a page of half the size begins where the failed one began.</summary>
/// <param name="Position">Rows that were looked at.</param>
/// <param name="Size">Rows of the next step.</param>
public sealed record ReviewToken(int Position, int Size)
{
    /// <summary>Rows a step at most.</summary>
    public const int MostRows = 32;

    /// <summary>The beginning.</summary>
    public static ReviewToken Start { get; } = new(0, MostRows);

    /// <summary>Null: the text is no token of ours.</summary>
    public static ReviewToken? ParseOrNull(string text)
    {
        var parts = text.Split(';');
        return parts.Length == 2 && IsNumber(parts[0], out var position) && IsNumber(parts[1], out var size) && size is > 0 and <= MostRows && (size & (size - 1)) == 0 && position % size == 0
            ? new ReviewToken(position, size)
            : null;
    }

    /// <summary>After a step that succeeded: larger again as soon as the position allows.</summary>
    public ReviewToken Past()
    {
        var position = Position + Size;
        var size = Size;
        while (size < MostRows && position % (size * 2) == 0) size *= 2;
        return new ReviewToken(position, size);
    }

    /// <summary>After one that failed: half as many rows. Null: a single row failed.</summary>
    public ReviewToken? Halved() => Size > 1 ? this with { Size = Size / 2 } : null;

    /// <inheritdoc/>
    public override string ToString() => Position.ToString(CultureInfo.InvariantCulture) + ";" + Size.ToString(CultureInfo.InvariantCulture);

    static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
