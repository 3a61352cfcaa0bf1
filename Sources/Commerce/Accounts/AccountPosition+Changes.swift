/// What may happen to an account. Each returns the position afterwards and leaves the account as it is when it throws.
extension AccountPosition {
    /// Money arrives, or a refund.
    /// - Throws: `amountOutOfRange` unless the amount is at least 1 fen and the new balance can be counted.
    package func crediting(_ amountFen: Int64) throws(AccountRefusal) -> AccountPosition {
        guard amountFen >= 1, let balance = balanceFen.adding(amountFen),
            let position = AccountPosition(balanceFen: balance, heldFen: heldFen, creditLimitFen: creditLimitFen)
        else { throw .amountOutOfRange }
        return position
    }

    /// First phase of a purchase: the money stays, but can't be spent again.
    /// - Throws: `creditExceeded` with what is missing.
    package func holding(_ amountFen: Int64) throws(AccountRefusal) -> AccountPosition {
        guard amountFen >= 0 else { throw .amountOutOfRange }
        guard amountFen <= availableFen else { throw .creditExceeded(shortByFen: amountFen - max(0, availableFen)) }
        return AccountPosition(storedBalanceFen: balanceFen, heldFen: heldFen + amountFen, creditLimitFen: creditLimitFen)
    }

    /// Second phase: what was held is paid. What is available stays the same.
    /// - Throws: `holdResolved` when less than that is held.
    package func posting(_ amountFen: Int64) throws(AccountRefusal) -> AccountPosition {
        guard amountFen >= 0 else { throw .amountOutOfRange }
        guard amountFen <= heldFen else { throw .holdResolved(pendingFen: heldFen) }
        guard let balance = balanceFen.adding(-amountFen) else { throw .amountOutOfRange }
        return AccountPosition(storedBalanceFen: balance, heldFen: heldFen - amountFen, creditLimitFen: creditLimitFen)
    }

    /// Second phase, the other way: what was held is free again.
    /// - Throws: `holdResolved` when less than that is held.
    package func voiding(_ amountFen: Int64) throws(AccountRefusal) -> AccountPosition {
        guard amountFen >= 0 else { throw .amountOutOfRange }
        guard amountFen <= heldFen else { throw .holdResolved(pendingFen: heldFen) }
        return AccountPosition(storedBalanceFen: balanceFen, heldFen: heldFen - amountFen, creditLimitFen: creditLimitFen)
    }

    /// Another credit limit.
    /// - Throws: `creditLimitBelowUse` when what is held and owed needs more; `limitOutOfRange` when it is negative or can't be counted
    ///   together with the balance.
    package func limiting(to limitFen: Int64) throws(AccountRefusal) -> AccountPosition {
        guard limitFen >= 0, balanceFen.adding(limitFen) != nil else { throw .limitOutOfRange }
        guard let position = AccountPosition(balanceFen: balanceFen, heldFen: heldFen, creditLimitFen: limitFen) else {
            throw .creditLimitBelowUse(usedFen: usedCreditFen, balanceFen: balanceFen, heldFen: heldFen)
        }
        return position
    }
}
