import Commerce
import Postgres

// Terminal stores (终端门店) are too many for a file and too much alike: ten or eleven below every distributor, from arithmetic over the
// distributors' places in the order of their codes.

/// `S-<adcode>-001` and so on, within three kilometres or so of their distributor.
struct InsertStoreOrganizations: Statement {
    static let sql = """
        WITH d AS (
            SELECT id, code, replace(name, '经销商', '') AS place, latitude_e6, longitude_e6, row_number() OVER (ORDER BY code) AS n
            FROM organizations WHERE kind = 'distributor'
        ), words AS (
            SELECT '{鸿运,金樽,福满,聚源,宏达,万家,顺兴,同庆,君悦,老街,百味,永盛,天和,瑞丰,广源,醉仙,锦绣,长青,喜来,德顺,玉泉,清风,兴隆}'::text[] AS names,
                   '{烟酒行,名酒汇,酒类专营店,副食商店,酒水商行,便民超市,生活超市,酒庄,饭店,酒楼,连锁超市}'::text[] AS kinds,
                   '{中心路,人民路,解放路,建设路,文化路,和平路,新华路}'::text[] AS roads
        )
        INSERT INTO organizations (id, parent_id, created_at, code, kind, name, latitude_e6, longitude_e6, address)
        SELECT d.id + k, d.id, $1, 'S-' || substr(d.code, 3) || '-' || lpad(k::text, 3, '0'), 'store',
               place || names[1 + (n * 5 + k * 3) % 23] || kinds[1 + (n * 3 + k) % 11],
               latitude_e6 + (n * 7919 + k * 10477) % 60001 - 30000, longitude_e6 + (n * 6151 + k * 12289) % 60001 - 30000,
               place || roads[1 + (n + k) % 7] || 1 + (n * 13 + k * 29) % 399 || '号'
        FROM d, words, generate_series(1, 10 + CASE n % 5 WHEN 0 THEN 1 ELSE 0 END) AS k
        ORDER BY 1
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}

/// So that the next store gets the next number.
struct CountStores: Statement {
    static let sql = """
        UPDATE organizations d SET last_child = s.count
        FROM (SELECT parent_id, count(*) AS count FROM organizations WHERE kind = 'store' GROUP BY parent_id) s WHERE d.id = s.parent_id
        """
}

struct InsertStoreCustomers: Statement {
    static let sql = """
        INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status, contact)
        SELECT id, created_at, created_at, created_at, 'approved',
               ('{王,李,张,刘,陈,杨,赵,黄,周,吴,徐,孙,马,朱,胡,林,郭,何,高}'::text[])[1 + ((id >> 20 & 1048575) * 7 + (id & 1048575) * 5) % 19] || '经理'
        FROM organizations WHERE kind = 'store' ORDER BY id
        """
}
